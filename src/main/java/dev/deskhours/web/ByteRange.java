package dev.deskhours.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks of a file (RFC 9110, 14). Only one range of bytes is served in parts; several ranges,
 * other units and malformed headers get the whole file, as the RFC allows.
 *
 * @param first the first byte to send, from 0
 * @param last the last byte to send; {@code first - 1} if there is none
 * @param size of the whole file
 */
public record ByteRange(Kind kind, long first, long last, long size) {
    /** How the request is answered. */
    public enum Kind {
        /** 200, all bytes. */
        WHOLE,
        /** 206, with {@link #contentRange()}. */
        PARTIAL,
        /** 416, no bytes, with {@link #contentRange()}. */
        UNSATISFIABLE
    }

    private static final Pattern FORM = Pattern.compile("bytes=([0-9]*)-([0-9]*)", Pattern.CASE_INSENSITIVE);

    /** The answer to a request without a range. */
    public static ByteRange whole(long size) {
        return new ByteRange(Kind.WHOLE, 0, size - 1, size);
    }

    /**
     * Reads a header.
     *
     * @param header {@code null} = absent
     * @param size of the file, 0 or more
     */
    public static ByteRange parse(String header, long size) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return whole(size);
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        return from.isEmpty() ? suffix(to, size) : interval(from, to, size);
    }

    /** The value of the {@code Content-Range} header of a 206 or 416: {@code bytes 0-9/100} or {@code bytes *}{@code /100}. */
    public String contentRange() {
        return kind == Kind.UNSATISFIABLE ? "bytes */" + size : "bytes " + first + "-" + last + "/" + size;
    }

    /** How many bytes are to be sent. */
    public long length() {
        return last - first + 1;
    }

    private static ByteRange suffix(String digits, long size) {
        // No Content-Range can describe a part of nothing.
        if (digits.isEmpty() || size == 0) {
            return whole(size);
        }
        long length = Math.min(number(digits), size);
        return length == 0 ? unsatisfiable(size) : partial(size - length, size - 1, size);
    }

    private static ByteRange interval(String from, String to, long size) {
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (last < first) {
            return whole(size);
        }
        return first >= size ? unsatisfiable(size) : partial(first, Math.min(last, size - 1), size);
    }

    private static ByteRange partial(long first, long last, long size) {
        return new ByteRange(Kind.PARTIAL, first, last, size);
    }

    private static ByteRange unsatisfiable(long size) {
        return new ByteRange(Kind.UNSATISFIABLE, 0, -1, size);
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            // Digits only, so it is too long: beyond the end of any file.
            return Long.MAX_VALUE;
        }
    }
}
