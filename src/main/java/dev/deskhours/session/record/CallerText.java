package dev.deskhours.session.record;

/** Text of a caller inside a message: short, and nothing that a log line or a JSON text could stumble over. */
public final class CallerText {
    private static final int MAX_SHOWN = 40;
    private static final String CUT = "...";

    private CallerText() {}

    /** The value in quotes, at most 40 characters of it, with {@code ?} for control characters and halves of pairs. */
    public static String shown(String value) {
        return "'" + plain(value) + "'";
    }

    /** As {@link #shown}, without the quotes. */
    static String plain(String value) {
        String text = cut(value, MAX_SHOWN);
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(CallerText::printable).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** The text, or its beginning and {@code ...} in {@code maxLength} characters if it is longer. */
    static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = maxLength - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static int printable(int character) {
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return half || Character.isISOControl(character) ? '?' : character;
    }
}
