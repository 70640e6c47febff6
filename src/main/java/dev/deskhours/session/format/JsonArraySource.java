package dev.deskhours.session.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.deskhours.session.record.RecordFields;
import dev.deskhours.web.ApiException;

/** Records as the elements of one JSON array. What is malformed ends the reading: nobody knows where the next begins. */
final class JsonArraySource implements RecordReader.Source {
    private final RecordFields fields;
    private final JsonParser parser;
    private boolean started;
    private boolean ended;

    JsonArraySource(InputStream body, RecordFields fields) {
        this.fields = fields;
        try {
            // A reader, since Jackson's own decoding lets some malformed UTF-8 pass.
            this.parser = JsonObject.FACTORY.createParser(new Utf8Reader(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean next() {
        fields.clear();
        try {
            return !ended && nextElement();
        } catch (JsonProcessingException e) {
            return refuseRest(JsonObject.reason(e));
        } catch (CharacterCodingException e) {
            return refuseRest("malformed UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean nextElement() throws IOException {
        if (!started) {
            start();
        }
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return end();
        }
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
        } catch (JsonProcessingException | CharacterCodingException e) {
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
