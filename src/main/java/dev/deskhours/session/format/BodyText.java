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
 * Reads text strictly: UTF-8, or UTF-16 where a byte order mark says so, which is skipped. What is neither throws a
 * {@link MalformedText}, and only when all characters before it were handed out (an {@link java.io.InputStreamReader}
 * drops those, and the wrong record would be blamed).
 */
public final class BodyText extends Reader {
    static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream body;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
    private CharsetDecoder decoder;
    private MalformedText malformed;
    private boolean started;
    private boolean ended;

    public BodyText(InputStream body) {
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
            decode();
        }
        chars.flip();
        skipByteOrderMark();
        if (!chars.hasRemaining() && malformed != null) {
            throw malformed;
        }
        return chars.hasRemaining() || (!ended && decodeMore());
    }

    private void decode() throws IOException {
        if (decoder == null) {
            decoder = Encodings.charset(bytes).newDecoder();
        }
        CoderResult result = decoder.decode(bytes, chars, ended);
        if (result.isError()) {
            malformed = decoder.charset() == StandardCharsets.UTF_8
                    ? MalformedText.utf8(bytes.get(bytes.position()))
                    : MalformedText.utf16();
        }
    }

    /** At the beginning, as much as an encoding is told by. */
    private void fill() throws IOException {
        do {
            bytes.compact();
            int read = body.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0));
            bytes.flip();
        } while (decoder == null && !ended && bytes.remaining() < Encodings.TELLING_BYTES);
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
