package dev.deskhours.session.format;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells by the first bytes of a body how its text is encoded. */
public final class Encodings {
    /** How many bytes are enough. */
    static final int TELLING_BYTES = 4;

    private Encodings() {}

    /**
     * UTF-16 if the bytes begin with its mark, else UTF-8.
     *
     * @param first as many as there are, at least {@link #TELLING_BYTES} of a longer body
     * @throws MalformedText if it is known to be something else
     */
    static Charset charset(ByteBuffer first) throws MalformedText {
        byte[] start = new byte[Math.min(TELLING_BYTES, first.remaining())];
        first.get(first.position(), start);
        if (begins(start, 0xFF, 0xFE, 0, 0) || begins(start, 0, 0, 0xFE, 0xFF)) {
            throw MalformedText.other("UTF-32; save it as UTF-8");
        }
        if (begins(start, 0x1F, 0x8B)) {
            throw MalformedText.other("gzip; say so with Content-Encoding: gzip, or by a name that ends in .gz");
        }
        if (begins(start, 'P', 'K', 3, 4)) {
            throw MalformedText.other("a workbook (.xlsx) or another zip; save it as CSV");
        }
        if (isUnmarkedUtf16(first)) {
            throw MalformedText.other("UTF-16 without a byte order mark; save it as UTF-8");
        }
        return charset(start);
    }

    /** What a byte order mark at the beginning says; UTF-8 if there is none. */
    public static Charset charset(byte[] start) {
        if (begins(start, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (begins(start, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    /** Whether text without a mark has a zero byte beside each of its first characters. */
    private static boolean isUnmarkedUtf16(ByteBuffer first) {
        int at = first.position();
        return first.remaining() >= TELLING_BYTES
                && (first.get(at) == 0) != (first.get(at + 1) == 0)
                && (first.get(at) == 0) == (first.get(at + 2) == 0)
                && (first.get(at + 1) == 0) == (first.get(at + 3) == 0);
    }

    private static boolean begins(byte[] start, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= start.length || start[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
