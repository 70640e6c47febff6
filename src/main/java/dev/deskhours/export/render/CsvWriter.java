package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes RFC 4180 CSV in UTF-8: CRLF, and quotes only where a text needs them (docs/spec/api.md, The file). Holds one fixed
 * buffer, whatever the length of the file. An absent value is an empty field.
 */
final class CsvWriter implements TableWriter {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Utf8Buffer out;
    private final Dialect dialect;
    private final boolean[] plain;
    private boolean rowStarted;

    CsvWriter(OutputStream out, Dialect dialect) throws IOException {
        this.out = new Utf8Buffer(out);
        this.dialect = dialect;
        this.plain = plainAscii(dialect.delimiter());
        if (dialect.byteOrderMark()) {
            this.out.codePoint(BYTE_ORDER_MARK);
        }
    }

    /**
     * How it differs from the standard.
     *
     * @param delimiter ASCII
     * @param byteOrderMark whether the file begins with EF BB BF, which some spreadsheets need to recognise UTF-8
     * @param decimalComma whether hours are {@code 1,25}
     */
    record Dialect(char delimiter, boolean byteOrderMark, boolean decimalComma) {
        static final Dialect STANDARD = new Dialect(',', false, false);
    }

    /** A file that begins with the names of its columns. */
    static CsvWriter open(OutputStream out, Dialect dialect, List<Column> columns) throws IOException {
        CsvWriter csv = new CsvWriter(out, dialect);
        for (Column column : columns) {
            csv.text(column.name());
        }
        return csv.endRow();
    }

    /**
     * Adds a text of any length; {@code null} is an empty field. A text that a spreadsheet would take for a formula (first
     * character {@code =}, {@code +}, {@code -}, {@code @}, TAB or CR) gets a leading apostrophe; an unpaired surrogate
     * becomes U+FFFD.
     */
    @Override
    public CsvWriter text(String value) throws IOException {
        separate();
        if (value != null && !value.isEmpty() && !writePlain(value)) {
            writeEscaped(value);
        }
        return this;
    }

    /** It is never taken for a formula. */
    @Override
    public CsvWriter number(long value) throws IOException {
        separate();
        out.number(value);
        return this;
    }

    @Override
    public CsvWriter hours(long seconds) throws IOException {
        separate();
        long hundredths = TableWriter.hundredths(seconds);
        boolean quoted = dialect.decimalComma() && dialect.delimiter() == ',';
        if (quoted) {
            out.ascii('"');
        }
        if (hundredths < 0) {
            out.ascii('-');
        }
        out.number(Math.abs(hundredths / 100));
        out.ascii(dialect.decimalComma() ? ',' : '.');
        out.twoDigits((int) Math.abs(hundredths % 100));
        if (quoted) {
            out.ascii('"');
        }
        return this;
    }

    /** Adds {@code 2026-11-20T21:00:00Z}. */
    @Override
    public CsvWriter instant(Instant value) throws IOException {
        separate();
        if (value != null) {
            IsoText.instant(value, out);
        }
        return this;
    }

    /** Adds {@code 2026-11-20}. */
    @Override
    public CsvWriter date(LocalDate value) throws IOException {
        separate();
        if (value != null) {
            IsoText.date(value, out);
        }
        return this;
    }

    @Override
    public CsvWriter endRow() throws IOException {
        out.ascii('\r');
        out.ascii('\n');
        rowStarted = false;
        return this;
    }

    @Override
    public void finish() throws IOException {
        out.drain();
    }

    private void separate() throws IOException {
        if (rowStarted) {
            out.ascii(dialect.delimiter());
        }
        rowStarted = true;
    }

    private boolean writePlain(String value) throws IOException {
        return !isFormula(value) && !hasOuterSpace(value) && out.copyAscii(value, plain);
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

    private boolean needsQuotes(String value) {
        if (hasOuterSpace(value)) {
            return true;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < plain.length && !plain[c]) {
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

    private static boolean[] plainAscii(char delimiter) {
        boolean[] plain = new boolean[128];
        for (int c = 0; c < plain.length; c++) {
            plain[c] = c != delimiter && c != '"' && c != '\r' && c != '\n';
        }
        return plain;
    }
}
