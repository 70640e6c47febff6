package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a workbook: a header that stays in sight, real numbers and times, and text that is only text. What does not fit
 * into a sheet goes on in another, and a text that is too long for a cell is cut (docs/spec/delivery.md, Formats).
 */
final class XlsxWriter implements TableWriter {
    /** As the format has it, the header included. */
    static final int MAX_ROWS = 1_048_576;

    static final int MAX_TEXT = 32_767;

    private static final String APPLICATION = "Deskhours";
    private static final String APPLICATION_VERSION = "1.0";
    private static final int ROWS_IN_MEMORY = 500;
    private static final int DECIMALS = 2;

    private final Workbook workbook;
    private final List<Column> columns;
    private Worksheet sheet;
    private int sheets;
    private int row;
    private int column;

    XlsxWriter(OutputStream out, List<Column> columns) throws IOException {
        this.columns = columns;
        this.workbook = new Workbook(out, APPLICATION, APPLICATION_VERSION);
        beginSheet();
    }

    @Override
    public TableWriter text(String value) {
        if (value != null) {
            sheet.inlineString(row, column, cut(value));
        }
        column++;
        return this;
    }

    @Override
    public TableWriter number(long value) {
        sheet.value(row, column++, value);
        return this;
    }

    @Override
    public TableWriter hours(long seconds) {
        sheet.value(row, column, BigDecimal.valueOf(TableWriter.hundredths(seconds), DECIMALS));
        return formatted("0.00");
    }

    @Override
    public TableWriter instant(Instant value) {
        if (value != null) {
            sheet.value(row, column, LocalDateTime.ofInstant(value.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
        }
        return formatted("yyyy-mm-dd hh:mm:ss");
    }

    @Override
    public TableWriter date(LocalDate value) {
        if (value != null) {
            sheet.value(row, column, value);
        }
        return formatted("yyyy-mm-dd");
    }

    @Override
    public TableWriter endRow() throws IOException {
        row++;
        column = 0;
        if (row == MAX_ROWS) {
            endSheet();
            beginSheet();
        } else if (row % ROWS_IN_MEMORY == 0) {
            sheet.flush();
        }
        return this;
    }

    @Override
    public void finish() throws IOException {
        endSheet();
        workbook.finish();
    }

    private TableWriter formatted(String format) {
        sheet.style(row, column++).format(format).set();
        return this;
    }

    private void beginSheet() {
        sheet = workbook.newWorksheet("Sheet" + ++sheets);
        sheet.freezePane(0, 1);
        for (int i = 0; i < columns.size(); i++) {
            Column header = columns.get(i);
            sheet.width(i, width(header));
            sheet.inlineString(0, i, header.name());
            sheet.style(0, i).bold().set();
        }
        row = 1;
    }

    private void endSheet() throws IOException {
        sheet.setAutoFilter(0, 0, row - 1, columns.size() - 1);
        sheet.finish();
    }

    /** In characters. */
    private static int width(Column column) {
        int content =
                switch (column.type()) {
                    case TEXT -> 28;
                    case NUMBER, HOURS -> 12;
                    case INSTANT -> 20;
                    case DATE -> 12;
                };
        return Math.max(content, column.name().length() + 3);
    }

    /** Not in the middle of a character. */
    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
