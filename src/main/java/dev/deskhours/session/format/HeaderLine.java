package dev.deskhours.session.format;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.deskhours.session.record.CallerText;

/** What the first line of delimited text tells of how the others are written. */
public final class HeaderLine {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int MAX_PEEKED = 64 * 1024;
    private static final int SHOWN_NAMES = 2;

    private HeaderLine() {}

    /** Looks at the first line that is not blank, or as much of it as can be held, and leaves the text as it was. */
    static Peeked peek(Reader text) throws IOException {
        char[] first = new char[MAX_PEEKED];
        int length = 0;
        String line = "";
        for (int read = 0; read >= 0 && line.isEmpty() && length < MAX_PEEKED; ) {
            read = text.read(first, length, MAX_PEEKED - length);
            length += Math.max(read, 0);
            line = firstLine(new String(first, 0, length), read < 0 || length == MAX_PEEKED);
        }
        return new Peeked(line, new Again(new CharArrayReader(first, 0, length), text));
    }

    /** What was looked at, then the rest. One read is of one of them: what is wrong with the rest is not told before. */
    private static final class Again extends Reader {
        private final Reader first;
        private final Reader rest;

        private Again(Reader first, Reader rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = first.read(target, offset, length);
            return read >= 0 ? read : rest.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }

    /** A line, and all of the text that it is the first line of. */
    record Peeked(String line, Reader text) {}

    /** The one of {@code , ; TAB |} that a line has most of; the comma if it has none. */
    public static char delimiter(String line) {
        char best = DELIMITERS[0];
        for (char delimiter : DELIMITERS) {
            best = count(line, delimiter) > count(line, best) ? delimiter : best;
        }
        return best;
    }

    /**
     * What is wrong with a header row that has but one column, like {@code one column 'session_id:desktop_id:...': separated
     * by ':'?}; empty if that may be all it has.
     */
    public static String oneColumn(String name) {
        int separator = separatorIn(name);
        if (separator < 0) {
            return "";
        }
        String between = Character.toString(name.charAt(separator));
        String[] names = name.split(Pattern.quote(between), SHOWN_NAMES + 1);
        String shown = Stream.of(names).limit(SHOWN_NAMES).collect(Collectors.joining(between))
                + (names.length > SHOWN_NAMES ? between + "..." : "");
        return "one column " + CallerText.shown(shown) + ": "
                + (between.equals(",") ? "a row in quotes?" : "separated by '" + between + "'?");
    }

    /** What is wrong with names that are quoted in a way that is none; empty if they are not. */
    static String quoting(Set<String> names) {
        boolean single =
                names.stream().anyMatch(name -> name.length() > 1 && name.startsWith("'") && name.endsWith("'"));
        return single ? "has names in single quotes; quote with \" or not at all" : "";
    }

    private static int separatorIn(String name) {
        for (int i = 1; i < name.length() - 1; i++) {
            char next = name.charAt(i);
            if (!Character.isLetterOrDigit(next) && next != '_' && next != '-') {
                return i;
            }
        }
        return -1;
    }

    private static String firstLine(String text, boolean whole) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start)) && text.charAt(start) != '\t') {
            start++;
        }
        int end = text.indexOf('\n', start);
        if (end < 0) {
            return whole ? text.substring(start) : "";
        }
        return text.substring(start, end);
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(character -> character == wanted).count();
    }
}
