package dev.deskhours.web;

import java.nio.charset.StandardCharsets;

/** The value of a {@code Content-Disposition} header that makes a browser save the body under a name (RFC 6266). */
public final class ContentDisposition {
    private static final String ATTRIBUTE_MARKS = "!#$&+-.^_`|~";
    private static final String HEX = "0123456789ABCDEF";

    private ContentDisposition() {}

    /**
     * Names the file for every client: {@code filename=} in ASCII, and {@code filename*=} with the exact name in UTF-8 where
     * ASCII cannot say it.
     *
     * @param fileName any text; what could end the header or its quotes never gets there as it is
     */
    public static String attachment(String fileName) {
        StringBuilder value = new StringBuilder("attachment; filename=\"");
        String ascii = asciiOnly(fileName);
        value.append(ascii).append('"');
        if (!ascii.equals(fileName)) {
            value.append("; filename*=UTF-8''");
            appendPercentEncoded(value, fileName);
        }
        return value.toString();
    }

    private static String asciiOnly(String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints().map(c -> isSafeInQuotes(c) ? c : '_').forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static boolean isSafeInQuotes(int c) {
        // Clients disagree on escapes and on percent signs inside the quotes (RFC 6266, appendix D).
        return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '%';
    }

    private static void appendPercentEncoded(StringBuilder value, String name) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (isAttributeCharacter(b)) {
                value.append((char) b);
            } else {
                value.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
    }

    private static boolean isAttributeCharacter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || ATTRIBUTE_MARKS.indexOf(b) >= 0;
    }
}
