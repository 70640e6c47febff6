package dev.deskhours.session.mapping.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/** Rows of delimited text under a header row. Names of columns may be in any case. */
final class CsvTable implements Rows {
    private static final int MAX_FIELD = 1024 * 1024;
    private static final int HEADER_LINES = 1;

    private final Map<String, Integer> positions = new HashMap<>();
    private final Iterator<CsvRecord> records;
    private final int width;
    private final long linesBefore;
    private CsvRecord record;

    CsvTable(Source source, DecodedText text, Set<String> columns) {
        CsvHeader header = CsvHeader.read(source, text);
        header.check(source, columns);
        this.width = header.names().size();
        this.linesBefore = header.linesBefore() + HEADER_LINES;
        List<String> names = header.names().stream().map(CsvTable::key).toList();
        columns.forEach(column -> positions.put(column, names.indexOf(key(column))));
        this.records = CsvReader.builder()
                .fieldSeparator(header.delimiter())
                .quoteCharacter(source.quote())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD)
                .ofCsvRecord(text)
                .iterator();
    }

    @Override
    public boolean next() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            record = records.next();
        } catch (CsvParseException wrong) {
            throw reason(wrong);
        }
        refuseOtherWidth();
        return true;
    }

    @Override
    public String value(String column) {
        int position = positions.getOrDefault(column, -1);
        if (position < 0 || position >= record.getFieldCount()) {
            return null;
        }
        String value = record.getField(position).strip();
        return value.isEmpty() ? null : value;
    }

    @Override
    public long line() {
        return linesBefore + record.getStartingLineNumber();
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private void refuseOtherWidth() {
        int fields = record.getFieldCount();
        List<String> more = new ArrayList<>(record.getFields().subList(Math.min(width, fields), fields));
        more.removeIf(String::isBlank);
        if (fields < width || !more.isEmpty()) {
            throw new SourceException(line(), "has " + fields + " fields, the header row has " + width);
        }
    }

    private SourceException reason(CsvParseException wrong) {
        if (wrong.getCause() instanceof SourceException reason) {
            return reason;
        }
        String problem = wrong.getCause() instanceof CsvParseException cause ? cause.getMessage() : wrong.getMessage();
        long last = record == null ? linesBefore : line();
        return new SourceException("behind line " + last + ": malformed CSV: " + problem);
    }
}
