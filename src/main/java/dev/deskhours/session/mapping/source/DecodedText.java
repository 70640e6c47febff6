package dev.deskhours.session.mapping.source;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A file as text: UTF-8, or UTF-16 where a byte order mark says so. Other encodings are refused, not guessed. */
final class DecodedText extends FilterReader {
    private static final int MAX_LINE = 1024 * 1024;

    DecodedText(InputStream body) {
        super(decoded(body));
    }

    /** What a byte order mark at the beginning says; UTF-8 if there is none. */
    static Charset charset(byte[] first, int length) {
        if (length >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        boolean bigEndian = length >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF;
        return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    /**
     * The next line without its end, or {@code null}.
     *
     * @throws SourceException if it is longer than a million characters
     */
    String line() {
        StringBuilder line = new StringBuilder();
        try {
            int next = read();
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n') {
                append(line, (char) next);
                next = read();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (CharacterCodingException wrong) {
            throw notText();
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (CharacterCodingException wrong) {
            throw notText();
        }
    }

    private static void append(StringBuilder line, char next) {
        if (line.length() == MAX_LINE) {
            throw new SourceException("a line is longer than " + MAX_LINE + " characters");
        }
        line.append(next);
    }

    private static BufferedReader decoded(InputStream body) {
        PushbackInputStream bytes = new PushbackInputStream(body, 2);
        try {
            byte[] first = bytes.readNBytes(2);
            bytes.unread(first);
            // Strict: what is malformed is not replaced.
            BufferedReader text = new BufferedReader(
                    new InputStreamReader(bytes, charset(first, first.length).newDecoder()));
            skipMark(text);
            return text;
        } catch (CharacterCodingException wrong) {
            throw notText();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void skipMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private static SourceException notText() {
        return new SourceException(
                "the file is neither UTF-8 nor UTF-16 with a byte order mark; save it as UTF-8 and try again");
    }
}
