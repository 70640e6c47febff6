package dev.deskhours.session.format;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;

/**
 * Puts one more line, the mark, behind a text. The CSV parser closes an open quote at the end of a text without a word;
 * behind an open quote the mark becomes part of a field, and so a body that was cut off is found out.
 */
final class EndMarkedReader extends FilterReader {
    private final Reader mark;

    EndMarkedReader(Reader text, String mark) {
        super(text);
        this.mark = new StringReader("\n" + mark);
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        return next < 0 ? mark.read() : next;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        return read < 0 ? mark.read(target, offset, length) : read;
    }
}
