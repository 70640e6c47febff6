package dev.deskhours.session.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.deskhours.web.ApiException;

/**
 * Reads gzip of one or more members (RFC 1952) and refuses whatever is not: a body is taken whole or not at all. The
 * {@link java.util.zip.GZIPInputStream} is no help, since it ends silently at a broken second member, and even at a sound
 * one when the stream says that nothing is available yet.
 */
final class GzipStream extends FilterInputStream {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int position;
    private int limit;
    private boolean inMember;
    private boolean anyMember;
    private boolean ended;

    GzipStream(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int read = inflate(target, offset, length);
            if (read > 0) {
                checksum.update(target, offset, read);
                return read;
            }
            if (inflater.finished()) {
                finishMember();
            } else {
                feed();
            }
        }
        return -1;
    }

    @Override
    public long skip(long length) throws IOException {
        byte[] skipped = new byte[(int) Math.min(Math.max(length, 0), BUFFER_BYTES)];
        return Math.max(read(skipped, 0, skipped.length), 0);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        super.close();
    }

    private boolean startMember() throws IOException {
        if (ended || (position == limit && !fill())) {
            ended = true;
            require(anyMember, "is cut off");
            return false;
        }
        readHeader();
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
        checksum.reset();
        inMember = true;
        anyMember = true;
        return true;
    }

    private void readHeader() throws IOException {
        require(nextByte() == 0x1f && nextByte() == 0x8b && nextByte() == DEFLATE, "is not gzip");
        int flags = nextByte();
        require((flags & RESERVED_FLAGS) == 0, "is not gzip");
        skipBytes(6);
        if ((flags & HAS_EXTRA) != 0) {
            skipBytes(nextByte() | nextByte() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CRC) != 0) {
            skipBytes(2);
        }
    }

    private int inflate(byte[] target, int offset, int length) {
        try {
            int read = inflater.inflate(target, offset, length);
            require(!inflater.needsDictionary(), "is corrupt");
            return read;
        } catch (DataFormatException e) {
            throw refused("is corrupt");
        }
    }

    private void feed() throws IOException {
        require(fill(), "is cut off");
        inflater.setInput(buffer, 0, limit);
    }

    private void finishMember() throws IOException {
        position = limit - inflater.getRemaining();
        require(nextInt() == (int) checksum.getValue(), "is corrupt");
        require(nextInt() == (int) inflater.getBytesWritten(), "is corrupt");
        inMember = false;
    }

    private int nextInt() throws IOException {
        return nextByte() | nextByte() << 8 | nextByte() << 16 | nextByte() << 24;
    }

    private int nextByte() throws IOException {
        require(position < limit || fill(), "is cut off");
        return buffer[position++] & 0xff;
    }

    private void skipBytes(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {
            // the name or comment is of no use
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(in.read(buffer, 0, buffer.length), 0);
        return limit > 0;
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw refused(otherwise);
        }
    }

    private static ApiException refused(String flaw) {
        return ApiException.brokenRule("the gzip body " + flaw);
    }
}
