package dev.deskhours.session.mapping.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Objects of JSON: those of the arrays at a path, or, without a path, all of the outermost level, be they lines of their
 * own or elements of an array. Pages may follow each other in one file. A column is a path with dots.
 */
final class JsonRows implements Rows {
    private static final int MAX_PATH = 1024;

    /** Keeps no table of names, which a file could fill. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    private final String arrayPath;
    private final Set<String> columns;
    private final JsonParser parser;
    private final Map<String, String> values = new HashMap<>();
    private boolean inArray;
    private boolean found;
    private long line;

    JsonRows(DecodedText text, String arrayPath, Set<String> columns) {
        this.arrayPath = arrayPath;
        this.columns = columns;
        try {
            this.parser = FACTORY.createParser(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean next() {
        values.clear();
        try {
            return nextObject();
        } catch (JsonProcessingException wrong) {
            throw new SourceException(
                    wrong.getLocation().getLineNr(),
                    "malformed JSON at column " + wrong.getLocation().getColumnNr());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String value(String column) {
        return values.get(column);
    }

    @Override
    public long line() {
        return line;
    }

    private boolean nextObject() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT && isRow()) {
                line = parser.currentTokenLocation().getLineNr();
                readObject("");
                return true;
            }
            follow(token);
        }
        if (!found && !arrayPath.isEmpty()) {
            throw new SourceException("the document has no array '" + arrayPath + "'");
        }
        return false;
    }

    private boolean isRow() {
        return inArray
                || arrayPath.isEmpty() && parser.getParsingContext().getParent().inRoot();
    }

    /** Goes into what leads to the array and past everything else. */
    private void follow(JsonToken token) throws IOException {
        if (inArray && token == JsonToken.END_ARRAY) {
            inArray = false;
        } else if (token == JsonToken.START_ARRAY && !inArray && path().equals(arrayPath)) {
            inArray = true;
            found = true;
        } else if (token.isStructStart() && (inArray || !leadsToArray(path()))) {
            parser.skipChildren();
        }
    }

    private boolean leadsToArray(String path) {
        return path.isEmpty() || arrayPath.startsWith(path + ".");
    }

    /** The names that lead to the array or object that begins at the current token. */
    private String path() {
        StringBuilder path = new StringBuilder();
        for (var context = parser.getParsingContext().getParent(); context != null; context = context.getParent()) {
            if (context.inObject()) {
                path.insert(0, path.isEmpty() ? "" : ".").insert(0, context.getCurrentName());
            }
        }
        return path.toString();
    }

    private void readObject(String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && path.length() < MAX_PATH) {
                readObject(path + ".");
            } else if (value.isStructStart()) {
                parser.skipChildren();
            } else if (columns.contains(path) && value != JsonToken.VALUE_NULL) {
                put(path, parser.getText().strip());
            }
        }
    }

    private void put(String path, String value) {
        if (!value.isEmpty()) {
            values.put(path, value);
        }
    }
}
