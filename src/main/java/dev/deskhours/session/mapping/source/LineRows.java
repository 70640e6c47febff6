package dev.deskhours.session.mapping.source;

import com.google.re2j.Matcher;

/** Lines of a log that match an expression; the others are no rows. */
final class LineRows implements Rows {
    private final DecodedText text;
    private final LinePattern pattern;
    private Matcher match;
    private long line;
    private long leftOut;

    LineRows(DecodedText text, LinePattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    @Override
    public boolean next() {
        for (String next = text.line(); next != null; next = text.line()) {
            line++;
            match = pattern.in(next);
            if (match != null) {
                return true;
            }
            leftOut++;
        }
        return false;
    }

    @Override
    public String value(String column) {
        if (!pattern.groups().contains(column)) {
            return null;
        }
        String value = match.group(column);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long linesLeftOut() {
        return leftOut;
    }
}
