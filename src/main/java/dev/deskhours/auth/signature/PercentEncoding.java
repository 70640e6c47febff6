package dev.deskhours.auth.signature;

import java.util.HexFormat;

/** Escapes as in RFC 3986, 2, on bytes: they need not be UTF-8, and every byte comes back as it was. */
final class PercentEncoding {
    private static final String UNRESERVED_MARKS = "-_.~";
    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();
    private static final int ESCAPE_LENGTH = 3;
    private static final char GREATEST_BYTE = 0xFF;

    private PercentEncoding() {}

    /**
     * Replaces every escape by its byte, once. A {@code %} that no two hex digits follow stands for itself: clients send it
     * so, having signed it as a character.
     *
     * @return a character for each byte
     * @throws SignatureRefused if there is a character that is no byte
     */
    static String decode(String text) {
        StringBuilder bytes = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character > GREATEST_BYTE) {
                throw SignatureRefused.malformed();
            }
            if (isEscape(text, i)) {
                bytes.append((char) HexFormat.fromHexDigits(text, i + 1, i + ESCAPE_LENGTH));
                i += ESCAPE_LENGTH - 1;
            } else {
                bytes.append(character);
            }
        }
        return bytes.toString();
    }

    /** Escapes all but the unreserved characters, with hex digits in upper case. */
    static String encode(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length());
        for (int at = 0; at < bytes.length(); at++) {
            char octet = bytes.charAt(at);
            if (isUnreserved(octet)) {
                text.append(octet);
            } else {
                text.append('%').append(UPPER_CASE.toHexDigits((byte) octet));
            }
        }
        return text.toString();
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + ESCAPE_LENGTH <= text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static boolean isUnreserved(char octet) {
        return octet >= 'A' && octet <= 'Z'
                || octet >= 'a' && octet <= 'z'
                || octet >= '0' && octet <= '9'
                || UNRESERVED_MARKS.indexOf(octet) >= 0;
    }
}
