package dev.deskhours.export.render;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes RFC 4180 CSV in UTF-8: comma, CRLF, and quotes only where a text needs them (docs/spec/api.md, The file). The
 * same calls give the same bytes. Holds one fixed buffer, whatever the length of the file; the stream under it is
 * neither flushed nor closed, and has everything only after {@link #flush()}.
 *
 * <p>Every method passes on the {@link IOException} of the stream under it; what the stream has then is undefined.
 */
final class CsvWriter implements Flushable {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final boolean[] PLAIN = plainAscii();

    private final Utf8Buffer out;
    private boolean rowStarted;

    /** @param byteOrderMark whether the file begins with EF BB BF, which some spreadsheets need to recognise UTF-8 */
    CsvWriter(OutputStream out, boolean byteOrderMark) throws IOException {
        this.out = new Utf8Buffer(out);
        if (byteOrderMark) {
            this.out.codePoint(BYTE_ORDER_MARK);
        }
    }

    /**
     * Adds a text of any length; {@code null} is an empty field. A text that a spreadsheet would take for a formula (first
     * character {@code =}, {@code +}, {@code -}, {@code @}, TAB or CR) gets a leading apostrophe; an unpaired surrogate
     * becomes U+FFFD.
     */
    CsvWriter text(String value) throws IOException {
        separate();
        if (value != null && !value.isEmpty() && !writePlain(value)) {
            writeEscaped(value);
        }
        return this;
    }

    /** Adds a whole number, which is never taken for a formula. */
    CsvWriter number(long value) throws IOException {
        separate();
        out.number(value);
        return this;
    }

    /** Adds seconds as hours with two decimals, half up (away from zero): 3618 is {@code 1.01}. */
    CsvWriter hours(long seconds) throws IOException {
        separate();
        long hundredths = seconds / 36 + seconds % 36 / 18;
        if (hundredths < 0) {
            out.ascii('-');
        }
        out.number(Math.abs(hundredths / 100));
        out.ascii('.');
        out.twoDigits((int) Math.abs(hundredths % 100));
        return this;
    }

    /** Adds {@code 2026-11-20T21:00:00Z}, cut to the second; {@code null} is an empty field. */
    CsvWriter instant(Instant value) throws IOException {
        separate();
        if (value != null) {
            IsoText.instant(value, out);
        }
        return this;
    }

    /** Adds {@code 2026-11-20}; {@code null} is an empty field. */
    CsvWriter date(LocalDate value) throws IOException {
        separate();
        if (value != null) {
            IsoText.date(value, out);
        }
        return this;
    }

    /** Adds fields that another writer has written, for what is the same in each row; at most some thousand bytes. */
    CsvWriter fields(byte[] written) throws IOException {
        separate();
        out.bytes(written);
        return this;
    }

    CsvWriter endRow() throws IOException {
        out.ascii('\r');
        out.ascii('\n');
        rowStarted = false;
        return this;
    }

    /** Hands everything written so far to the stream, which is not flushed itself. */
    @Override
    public void flush() throws IOException {
        out.drain();
    }

    private void separate() throws IOException {
        if (rowStarted) {
            out.ascii(',');
        }
        rowStarted = true;
    }

    private boolean writePlain(String value) throws IOException {
        return !isFormula(value) && !hasOuterSpace(value) && out.copyAscii(value, PLAIN);
    }

    private void writeEscaped(String value) throws IOException {
        boolean quoted = needsQuotes(value);
        if (quoted) {
            out.ascii('"');
        }
        if (isFormula(value)) {
            out.ascii('\'');
        }
        writeDoublingQuotes(value);
        if (quoted) {
            out.ascii('"');
        }
    }

    private void writeDoublingQuotes(String value) throws IOException {
        int codePoint;
        for (int i = 0; i < value.length(); i += Character.charCount(codePoint)) {
            codePoint = value.codePointAt(i);
            if (codePoint == '"') {
                out.ascii('"');
            }
            out.codePoint(codePoint);
        }
    }

    private static boolean needsQuotes(String value) {
        if (hasOuterSpace(value)) {
            return true;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < PLAIN.length && !PLAIN[c]) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOuterSpace(String value) {
        return value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ';
    }

    private static boolean isFormula(String value) {
        return switch (value.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r' -> true;
            default -> false;
        };
    }

    private static boolean[] plainAscii() {
        boolean[] plain = new boolean[128];
        for (int c = 0; c < plain.length; c++) {
            plain[c] = c != ',' && c != '"' && c != '\r' && c != '\n';
        }
        return plain;
    }
}
