package dev.deskhours.session.format;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/**
 * The plain bytes of a gzip body of one or more members (RFC 1952). A body that is cut off, corrupt or followed by
 * anything else is refused, and so is one that unpacks to far more than real records do.
 */
final class GzipBody extends InputStream {
    private static final int MAX_READ = 64 * 1024;
    private static final long MAX_RATIO = 200;
    private static final long ANY_RATIO_BYTES = 10L * 1024 * 1024;
    // A header may hold a name of any length, which the library would keep.
    private static final long MAX_BYTES_FOR_NOTHING = 1024 * 1024;

    private final Packed packed;
    private GzipCompressorInputStream plain;
    private long plainBytes;

    GzipBody(InputStream body) {
        this.packed = new Packed(body);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = opened().read(target, offset, Math.min(length, MAX_READ));
            packed.expected = packed.count + MAX_BYTES_FOR_NOTHING;
            refuseBomb(Math.max(count, 0));
            return count;
        } catch (EOFException e) {
            throw refused("is cut off");
        } catch (IOException e) {
            throw refused(flaw(e));
        }
    }

    @Override
    public void close() throws IOException {
        packed.close();
        if (plain != null) {
            plain.close();
        }
    }

    private GzipCompressorInputStream opened() throws IOException {
        if (plain == null) {
            plain = GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        }
        return plain;
    }

    /** The library names the format where a header is wrong. */
    private String flaw(IOException e) {
        if (packed.count == 0) {
            return "is cut off";
        }
        return String.valueOf(e.getMessage()).contains(".gz") ? "is not gzip" : "is corrupt";
    }

    private void refuseBomb(int count) {
        plainBytes += count;
        if (plainBytes > ANY_RATIO_BYTES && plainBytes > MAX_RATIO * packed.count) {
            throw new ApiException(
                    ErrorCode.BODY_TOO_LARGE,
                    "the gzip body unpacks to more than " + MAX_RATIO + " times its size; send it in smaller parts");
        }
    }

    private static ApiException refused(String flaw) {
        return ApiException.brokenRule("the gzip body " + flaw);
    }

    /** What was sent. A failure to read it is none of gzip. */
    private static final class Packed extends FilterInputStream {
        private long count;
        private long expected = MAX_BYTES_FOR_NOTHING;

        Packed(InputStream body) {
            super(body);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int read = in.read(target, offset, length);
                count += Math.max(read, 0);
                if (count > expected) {
                    throw refused("has a header or a part that holds nothing of more than " + MAX_BYTES_FOR_NOTHING
                            + " bytes");
                }
                return read;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
