package dev.deskhours.session.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a stream as bytes, of bounded length, and decoded one by one: malformed UTF-8 spoils its line alone. */
final class LineReader {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream body;
    private final int maxBytes;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] buffer = new byte[BUFFER_BYTES];
    private char[] characters = new char[BUFFER_BYTES];
    private int lineStart;
    private int lineEnd;
    private int position;
    private int limit;
    private boolean tooLong;
    private boolean first = true;
    private long number;

    LineReader(InputStream body, int maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        tooLong = false;
        lineStart = position;
        number++;
        while (!findEnd()) {
            if (limit - lineStart > maxBytes) {
                tooLong = true;
                lineStart = limit;
            }
            if (!fill()) {
                lineEnd = limit;
                return tooLong || lineEnd > lineStart;
            }
        }
        tooLong |= lineEnd - lineStart > maxBytes;
        return true;
    }

    /** Of the line, from 1; blank lines count. */
    long number() {
        return number;
    }

    /** Whether the line was longer than allowed; it is skipped then. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Whether the line has nothing but blanks. Told by its bytes, since a body may have a billion such lines. */
    boolean isBlank() {
        boolean blank = !tooLong;
        for (int i = lineStart; blank && i < lineEnd; i++) {
            blank = buffer[i] == ' ' || buffer[i] == '\t' || buffer[i] == '\r';
        }
        first &= !blank;
        return blank;
    }

    /**
     * Decodes the line into {@link #characters()}, without a byte order mark at the begin of the stream.
     *
     * @return how many characters it has
     */
    int decode() throws MalformedText {
        int length = lineEnd - lineStart;
        if (characters.length < length) {
            characters = new char[Math.max(length, Math.min(maxBytes, 2 * characters.length))];
        }
        CharBuffer target = CharBuffer.wrap(characters);
        ByteBuffer line = ByteBuffer.wrap(buffer, lineStart, length);
        if (decoder.reset().decode(line, target, true).isError()) {
            throw MalformedText.utf8(line.get(line.position()));
        }
        return withoutByteOrderMark(target.position());
    }

    char[] characters() {
        return characters;
    }

    private int withoutByteOrderMark(int length) {
        boolean marked = first && length > 0 && characters[0] == BodyText.BYTE_ORDER_MARK;
        first = false;
        if (marked) {
            characters[0] = ' ';
        }
        return length;
    }

    private boolean findEnd() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                lineEnd = i;
                position = i + 1;
                return true;
            }
        }
        position = limit;
        return false;
    }

    private boolean fill() throws IOException {
        makeRoom();
        int read = body.read(buffer, limit, buffer.length - limit);
        limit += Math.max(read, 0);
        return read >= 0;
    }

    private void makeRoom() {
        if (lineStart > 0) {
            System.arraycopy(buffer, lineStart, buffer, 0, limit - lineStart);
            limit -= lineStart;
            position -= lineStart;
            lineStart = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }
}
