package dev.deskhours.session.format;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import dev.deskhours.session.record.RecordFields;

/** One record as a JSON object. */
final class JsonObject {
    private static final int MAX_TEXT = 1024 * 1024;
    private static final int MAX_DEPTH = 100;

    /** Keeps no table of names: a caller could fill it with names nobody knows. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            // Whoever opened a body reads it to its end and closes it.
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_TEXT)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    private JsonObject() {}

    /** Reads the value whose first token is the parser's current one; anything but an object is a bad record. */
    static void read(JsonParser parser, RecordFields fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            fields.refuseRecord("not a JSON object");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int position = fields.position(name);
            JsonToken value = parser.nextToken();
            if (position != RecordFields.UNKNOWN) {
                give(parser, value, fields, position);
            } else {
                fields.giveUnknown(name);
            }
            parser.skipChildren();
        }
    }

    static String reason(JsonProcessingException malformed) {
        return malformed instanceof StreamConstraintsException
                ? "JSON nested more than " + MAX_DEPTH + " deep or a text longer than " + MAX_TEXT
                : "malformed JSON at column " + malformed.getLocation().getColumnNr();
    }

    private static void give(JsonParser parser, JsonToken value, RecordFields fields, int position) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            fields.give(position, parser.getText());
        } else if (value == JsonToken.VALUE_NULL) {
            fields.give(position, null);
        } else if (value.isBoolean() && fields.isFlag(position)) {
            fields.give(position, parser.getText());
        } else {
            fields.refuse(position, "is not a text");
        }
    }
}
