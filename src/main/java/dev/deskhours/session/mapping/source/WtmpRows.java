package dev.deskhours.session.mapping.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The records of a Linux {@code wtmp} ({@code struct utmp}, 384 bytes, little-endian): {@code type}, {@code pid},
 * {@code line}, {@code id}, {@code user}, {@code host}, {@code time} (epoch seconds with a fraction).
 */
final class WtmpRows implements Rows {
    static final int RECORD_BYTES = 384;

    private static final int PID = 4;
    private static final int LINE = 8;
    private static final int ID = 40;
    private static final int USER = 44;
    private static final int HOST = 76;
    private static final int HOST_END = 332;
    private static final int SECONDS = 340;
    private static final int MICROS = 344;
    private static final int LAST_TYPE = 9;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private final InputStream body;
    private ByteBuffer bytes;
    private long number;

    WtmpRows(InputStream body) {
        this.body = body;
    }

    /** Whether a record can begin with these bytes. */
    static boolean isRecord(byte[] first, int length) {
        if (length < RECORD_BYTES) {
            return false;
        }
        ByteBuffer record = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        int type = record.getInt(0);
        int micros = record.getInt(MICROS);
        return type >= 0
                && type <= LAST_TYPE
                && micros >= 0
                && micros < MICROS_PER_SECOND
                && record.getInt(SECONDS) > 0;
    }

    @Override
    public boolean next() {
        try {
            byte[] record = body.readNBytes(RECORD_BYTES);
            if (record.length == 0) {
                return false;
            }
            number++;
            if (!isRecord(record, record.length)) {
                throw new SourceException(number, "is no record of wtmp");
            }
            bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String value(String column) {
        return switch (column) {
            case "type" -> Integer.toString(bytes.getShort(0));
            case "pid" -> Integer.toString(bytes.getInt(PID));
            case "line" -> text(LINE, ID);
            case "id" -> text(ID, USER);
            case "user" -> text(USER, HOST);
            case "host" -> text(HOST, HOST_END);
            case "time" -> time();
            default -> null;
        };
    }

    @Override
    public long line() {
        return number;
    }

    private String time() {
        return "%d.%06d".formatted(Integer.toUnsignedLong(bytes.getInt(SECONDS)), bytes.getInt(MICROS));
    }

    private String text(int start, int end) {
        int length = 0;
        while (start + length < end && bytes.get(start + length) != 0) {
            length++;
        }
        String text = new String(bytes.array(), start, length, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? null : text;
    }
}
