package dev.deskhours.session.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
    private final Set<String> header = new LinkedHashSet<>();
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
        if (!header.add(name)) {
            throw refused("names " + CallerText.shown(name) + " twice");
        }
    }

    private void takeHeader() {
        List<String> missing = new ArrayList<>(fields.required());
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw refused("lacks " + String.join(", ", missing));
        }
        positions = header.stream().mapToInt(fields::position).toArray();
    }

    static ApiException refused(String flaw) {
        return ApiException.brokenRule("the header row of the CSV " + flaw);
    }
}
