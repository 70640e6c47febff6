package dev.deskhours.session.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** Lets a number of bytes pass and refuses the body that has more. */
final class BoundedStream extends FilterInputStream {
    private final long maxBytes;
    private long passed;

    BoundedStream(InputStream body, long maxBytes) {
        super(body);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = in.skip(length);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) {
        passed += bytes;
        if (passed > maxBytes) {
            throw new ApiException(ErrorCode.BODY_TOO_LARGE, "the body has more than " + maxBytes + " bytes");
        }
    }
}
