package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

/** Writes one JSON object a line, without what is absent (docs/spec/delivery.md, Formats). */
final class JsonLinesWriter implements TableWriter {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final int DECIMALS = 2;

    private final JsonGenerator json;
    private final List<Column> columns;
    private int column;

    JsonLinesWriter(OutputStream out, List<Column> columns) throws IOException {
        this.columns = columns;
        json = JSON.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public TableWriter text(String value) throws IOException {
        if (begin(value != null)) {
            json.writeString(value);
        }
        return this;
    }

    @Override
    public TableWriter number(long value) throws IOException {
        begin(true);
        json.writeNumber(value);
        return this;
    }

    @Override
    public TableWriter hours(long seconds) throws IOException {
        begin(true);
        json.writeNumber(BigDecimal.valueOf(TableWriter.hundredths(seconds), DECIMALS));
        return this;
    }

    @Override
    public TableWriter instant(Instant value) throws IOException {
        return text(value == null ? null : value.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    public TableWriter date(LocalDate value) throws IOException {
        return text(value == null ? null : value.toString());
    }

    @Override
    public TableWriter endRow() throws IOException {
        begin();
        json.writeEndObject();
        json.writeRaw('\n');
        column = 0;
        return this;
    }

    @Override
    public void finish() throws IOException {
        json.close();
    }

    /** The name of the next value, if there is one. */
    private boolean begin(boolean present) throws IOException {
        begin();
        Column next = columns.get(column++);
        if (present) {
            json.writeFieldName(next.name());
        }
        return present;
    }

    private void begin() throws IOException {
        if (!json.getOutputContext().inObject()) {
            json.writeStartObject();
        }
    }
}
