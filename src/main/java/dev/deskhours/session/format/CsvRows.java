package dev.deskhours.session.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;

import dev.deskhours.session.record.CallerText;
import dev.deskhours.session.record.RecordFields;
import dev.deskhours.web.ApiException;

/** Takes the fields of CSV rows as the parser finds them: the first row as names, the others into a record. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<RecordFields> {
    /** The longest field, in UTF-16 characters. */
    static final int MAX_FIELD = 1024 * 1024;

    private static final int MAX_COLUMNS = 1000;
    private static final int MAX_NAME = 1000;

    private final RecordFields fields;
    /** By their names in small letters, as they are written. */
    private final Map<String, String> header = new LinkedHashMap<>();

    private int[] positions;

    CsvRows(RecordFields fields) {
        this.fields = fields;
    }

    boolean hasHeader() {
        return positions != null;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        fields.clear();
        fields.standsAt("line " + startingLineNumber);
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        if (positions == null) {
            addToHeader(new String(buffer, offset, Math.min(length, MAX_NAME + 1)));
        } else if (length > MAX_FIELD) {
            fields.refuseRecord("a field longer than " + MAX_FIELD + " characters");
        } else if (column < positions.length && positions[column] != RecordFields.UNKNOWN) {
            fields.give(positions[column], new String(buffer, offset, length));
        }
    }

    /** Nothing for the header row, which is no record. */
    @Override
    protected RecordFields buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return fields;
        }
        if (positions == null) {
            takeHeader();
            return null;
        }
        if (getFieldCount() != header.size()) {
            fields.refuseRecord("has " + getFieldCount() + " fields, the header row has " + header.size());
        }
        return fields;
    }

    private void addToHeader(String name) {
        if (name.length() > MAX_NAME || header.size() == MAX_COLUMNS) {
            throw refused("has more than " + MAX_COLUMNS + " names or one longer than " + MAX_NAME + " characters");
        }
        if (header.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name.strip()) != null) {
            throw refused("names " + CallerText.shown(name) + " twice");
        }
    }

    private void takeHeader() {
        refuseOtherForms();
        List<String> flaws = new ArrayList<>();
        header.forEach((name, written) -> {
            if (fields.position(name) == RecordFields.UNKNOWN && !fields.ignoresUnknown(written)) {
                flaws.add(fields.unknown(written));
            }
        });
        List<String> missing = fields.missing(header.keySet());
        if (!missing.isEmpty()) {
            flaws.add("lacks " + String.join(", ", missing));
        }
        if (!flaws.isEmpty()) {
            throw ApiException.brokenRule("the header row of the CSV"
                    + (missing.size() > 0 && flaws.size() == 1 ? " " : ": ") + String.join("; ", flaws));
        }
        positions = header.keySet().stream().mapToInt(fields::position).toArray();
    }

    private void refuseOtherForms() {
        String first = header.values().iterator().next();
        String oneColumn = header.size() == 1 ? HeaderLine.oneColumn(first) : "";
        if (!oneColumn.isEmpty()) {
            throw refused("has " + oneColumn);
        }
        String quoting = HeaderLine.quoting(header.keySet());
        if (!quoting.isEmpty()) {
            throw refused(quoting);
        }
    }

    static ApiException refused(String flaw) {
        return ApiException.brokenRule("the header row of the CSV " + flaw);
    }
}
