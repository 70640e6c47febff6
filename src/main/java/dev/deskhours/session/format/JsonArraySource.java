package dev.deskhours.session.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.deskhours.session.record.RecordFields;
import dev.deskhours.web.ApiException;

/** Records as the elements of one JSON array. What is malformed ends the reading: nobody knows where the next begins. */
final class JsonArraySource implements RecordReader.Source {
    private final RecordFields fields;
    private final JsonParser parser;
    private long received;
    private boolean started;
    private boolean ended;

    JsonArraySource(InputStream body, RecordFields fields) {
        this.fields = fields;
        try {
            // A reader, since Jackson's own decoding lets some malformed UTF-8 pass.
            this.parser = JsonObject.FACTORY.createParser(new BodyText(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean next() {
        fields.clear();
        received++;
        stand(1);
        try {
            return !ended && nextElement();
        } catch (JsonProcessingException e) {
            return refuseRest(JsonObject.reason(e));
        } catch (MalformedText e) {
            return refuseRest(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of an array are not its records, and it may be one line. */
    private void stand(int line) {
        fields.standsAt("record " + received + (line > 1 ? " (line " + line + ")" : ""));
    }

    private boolean nextElement() throws IOException {
        if (!started) {
            start();
        }
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return end();
        }
        stand(parser.currentTokenLocation().getLineNr());
        JsonObject.read(parser, fields);
        return true;
    }

    private void start() throws IOException {
        if (!beginsArray()) {
            throw ApiException.brokenRule("the body is not a JSON array");
        }
        started = true;
    }

    private boolean beginsArray() throws IOException {
        try {
            return parser.nextToken() == JsonToken.START_ARRAY;
        } catch (MalformedText other) {
            throw other.asAnswer();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private boolean end() throws IOException {
        ended = true;
        return parser.nextToken() != null && refuseRest("more JSON behind the array");
    }

    private boolean refuseRest(String reason) {
        ended = true;
        fields.refuseRecord(reason);
        return true;
    }
}
