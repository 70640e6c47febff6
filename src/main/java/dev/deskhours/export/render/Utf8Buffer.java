package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns characters and numbers into bytes in one reused buffer, without making a {@link String} or a byte array for each
 * value, and hands full buffers to the stream under it.
 */
final class Utf8Buffer {
    static final int SIZE = 32 * 1024;

    private static final int REPLACEMENT = 0xFFFD;
    private static final int LONGEST_NUMBER = 20;

    private final OutputStream out;
    private final byte[] bytes = new byte[SIZE];
    private final byte[] digits = new byte[LONGEST_NUMBER];
    private int count;

    Utf8Buffer(OutputStream out) {
        this.out = out;
    }

    /** Writes what is buffered to the stream; the buffer is empty afterwards. */
    void drain() throws IOException {
        int length = count;
        count = 0;
        if (length > 0) {
            out.write(bytes, 0, length);
        }
    }

    /** @param c 0..127 */
    void ascii(int c) throws IOException {
        reserve(1);
        bytes[count++] = (byte) c;
    }

    /** Appends text whose characters are all 0..127. */
    void ascii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            ascii(text.charAt(i));
        }
    }

    /**
     * Appends the text if all its characters are ASCII, allowed, and fit into the buffer.
     *
     * @param allowed for each of the 128 ASCII characters
     * @return {@code false} if nothing was appended
     */
    boolean copyAscii(String text, boolean[] allowed) throws IOException {
        int length = text.length();
        if (length > SIZE) {
            return false;
        }
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= allowed.length || !allowed[c]) {
                return false;
            }
            bytes[count + i] = (byte) c;
        }
        count += length;
        return true;
    }

    /** Appends one character in UTF-8; a surrogate without its pair is U+FFFD. */
    void codePoint(int codePoint) throws IOException {
        reserve(4);
        if (codePoint < 0x80) {
            bytes[count++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[count++] = (byte) (0xC0 | codePoint >> 6);
            continuation(codePoint);
        } else if (codePoint < 0x10000) {
            threeBytes(isSurrogate(codePoint) ? REPLACEMENT : codePoint);
        } else {
            bytes[count++] = (byte) (0xF0 | codePoint >> 18);
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    void number(long value) throws IOException {
        int start = LONGEST_NUMBER;
        // Counts below zero, where Long.MIN_VALUE has its place too.
        long rest = value < 0 ? value : -value;
        while (rest <= -Integer.MAX_VALUE) {
            digits[--start] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        // Most numbers are this small, and 32 bits are divided faster.
        int small = (int) -rest;
        do {
            digits[--start] = (byte) ('0' + small % 10);
            small /= 10;
        } while (small != 0);
        if (value < 0) {
            digits[--start] = '-';
        }
        reserve(LONGEST_NUMBER);
        System.arraycopy(digits, start, bytes, count, LONGEST_NUMBER - start);
        count += LONGEST_NUMBER - start;
    }

    /** @param value 0..99, which gets a leading zero below 10 */
    void twoDigits(int value) throws IOException {
        reserve(2);
        bytes[count++] = (byte) ('0' + value / 10);
        bytes[count++] = (byte) ('0' + value % 10);
    }

    /** Appends bytes as they are, up to a buffer full. */
    void bytes(byte[] ready) throws IOException {
        reserve(ready.length);
        System.arraycopy(ready, 0, bytes, count, ready.length);
        count += ready.length;
    }

    private void threeBytes(int codePoint) {
        bytes[count++] = (byte) (0xE0 | codePoint >> 12);
        continuation(codePoint >> 6);
        continuation(codePoint);
    }

    private void continuation(int bits) {
        bytes[count++] = (byte) (0x80 | bits & 0x3F);
    }

    private void reserve(int length) throws IOException {
        if (SIZE - count < length) {
            drain();
        }
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
