package dev.deskhours.session.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 strictly and skips a byte order mark. Malformed bytes throw a
 * {@link java.nio.charset.CharacterCodingException}, and only when all characters before them were handed out (an
 * {@link java.io.InputStreamReader} drops those, and the wrong record would be blamed).
 */
final class Utf8Reader extends Reader {
    static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream body;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
    private CoderResult malformed;
    private boolean started;
    private boolean ended;

    Utf8Reader(InputStream body) {
        this.body = body;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!chars.hasRemaining() && !decodeMore()) {
            return -1;
        }
        int read = Math.min(length, chars.remaining());
        chars.get(target, offset, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private boolean decodeMore() throws IOException {
        chars.clear();
        while (malformed == null && !ended && chars.position() == 0) {
            fill();
            CoderResult result = decoder.decode(bytes, chars, ended);
            malformed = result.isError() ? result : null;
        }
        chars.flip();
        skipByteOrderMark();
        if (!chars.hasRemaining() && malformed != null) {
            malformed.throwException();
        }
        return chars.hasRemaining() || (!ended && decodeMore());
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = body.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0));
        bytes.flip();
    }

    private void skipByteOrderMark() {
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
    }
}
