package dev.deskhours.session.mapping.source;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import dev.deskhours.session.format.BodyText;
import dev.deskhours.session.format.MalformedText;

/** A file as lines of text. */
final class DecodedText extends FilterReader {
    private static final int MAX_LINE = 1024 * 1024;

    DecodedText(InputStream body) {
        super(new BufferedReader(new BodyText(body)));
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
        } catch (MalformedText wrong) {
            throw new SourceException("the file is " + wrong.getMessage());
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (MalformedText wrong) {
            throw new SourceException("the file is " + wrong.getMessage());
        }
    }

    private static void append(StringBuilder line, char next) {
        if (line.length() == MAX_LINE) {
            throw new SourceException("a line is longer than " + MAX_LINE + " characters");
        }
        line.append(next);
    }
}
