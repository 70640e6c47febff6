package dev.deskhours.session.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** A body of UTF-16 as UTF-8, for readers of lines of bytes. */
final class Utf8Stream extends InputStream {
    private static final int CHARACTERS = 8 * 1024;

    private final BodyText text;
    private final char[] characters = new char[CHARACTERS];
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    /** The first half of a pair of which the second one has not come. */
    private int held;

    private Utf8Stream(BodyText text) {
        this.text = text;
    }

    /** The body itself, unless it begins with the mark of UTF-16. */
    static InputStream of(InputStream body) {
        BufferedInputStream marked = new BufferedInputStream(body, Encodings.TELLING_BYTES);
        try {
            marked.mark(Encodings.TELLING_BYTES);
            byte[] first = marked.readNBytes(Encodings.TELLING_BYTES);
            marked.reset();
            boolean utf8 = Encodings.charset(ByteBuffer.wrap(first)) == StandardCharsets.UTF_8;
            return utf8 ? marked : new Utf8Stream(new BodyText(marked));
        } catch (MalformedText other) {
            throw other.asAnswer();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public int read() throws IOException {
        return bytes.hasRemaining() || encodeMore() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!bytes.hasRemaining() && !encodeMore()) {
            return -1;
        }
        int read = Math.min(length, bytes.remaining());
        bytes.get(target, offset, read);
        return read;
    }

    private boolean encodeMore() throws IOException {
        int read = text.read(characters, held, CHARACTERS - held);
        int length = held + Math.max(read, 0);
        held = read > 0 && Character.isHighSurrogate(characters[length - 1]) ? 1 : 0;
        bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters, 0, length - held));
        characters[0] = held == 1 ? characters[length - 1] : 0;
        return bytes.hasRemaining() || read > 0 && encodeMore();
    }
}
