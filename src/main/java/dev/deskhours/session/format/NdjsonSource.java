package dev.deskhours.session.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;

import dev.deskhours.session.record.RecordFields;

/** Records as lines of JSON; blank lines are none. What is malformed spoils its line alone. */
final class NdjsonSource implements RecordReader.Source {
    private static final int MAX_LINE_BYTES = 1024 * 1024;

    private final RecordFields fields;
    private final LineReader lines;

    NdjsonSource(InputStream body, RecordFields fields) {
        this.fields = fields;
        this.lines = new LineReader(Utf8Stream.of(body), MAX_LINE_BYTES);
    }

    @Override
    public boolean next() {
        fields.clear();
        try {
            while (lines.next()) {
                if (!lines.isBlank() && readLine()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return false if the line is blank */
    private boolean readLine() throws IOException {
        fields.standsAt("line " + lines.number());
        if (lines.isTooLong()) {
            fields.refuseRecord("a line of more than " + MAX_LINE_BYTES + " bytes");
            return true;
        }
        try (JsonParser parser = lineParser()) {
            return readRecord(parser);
        } catch (JsonProcessingException e) {
            fields.refuseRecord(JsonObject.reason(e));
        } catch (MalformedText e) {
            fields.refuseRecord(e.getMessage());
        }
        return true;
    }

    private JsonParser lineParser() throws IOException {
        int length = lines.decode();
        return JsonObject.FACTORY.createParser(lines.characters(), 0, length);
    }

    private boolean readRecord(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return false;
        }
        JsonObject.read(parser, fields);
        if (parser.nextToken() != null) {
            fields.refuseRecord("more than one JSON value in the line");
        }
        return true;
    }
}
