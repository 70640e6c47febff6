package dev.deskhours.session.mapping.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Objects of JSON: those of the arrays at a path, or, without a path, all of the outermost level, be they lines of their
 * own or elements of an array. A second path leads to presence signs. Pages may follow each other in one file. A column is a path with dots.
 */
final class JsonRows implements Rows {
    private static final int MAX_PATH = 1024;

    /** Keeps no table of names, which a file could fill. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    private final String rowPath;
    private final String signPath;
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> columns;
    private final JsonParser parser;
    private final Map<String, String> values = new HashMap<>();
    /** The array that is being read; {@code null} between arrays. */
    private String arrayPath;

    private long line;

    /** @param signPath {@code null} = there are no signs */
    JsonRows(DecodedText text, String rowPath, String signPath, Set<String> columns) {
        this.rowPath = rowPath;
        this.signPath = signPath;
        Stream.of(rowPath, signPath)
                .filter(path -> path != null && !path.isEmpty())
                .forEach(missing::add);
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
    public boolean isSign() {
        return arrayPath != null && arrayPath.equals(signPath);
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
        if (!missing.isEmpty()) {
            throw new SourceException("the document has no array '" + String.join("' and no array '", missing) + "'");
        }
        return false;
    }

    private boolean isRow() {
        return arrayPath != null
                || rowPath.isEmpty() && parser.getParsingContext().getParent().inRoot();
    }

    /** Goes into what leads to the array and past everything else. */
    private void follow(JsonToken token) throws IOException {
        if (arrayPath != null && token == JsonToken.END_ARRAY) {
            arrayPath = null;
        } else if (token == JsonToken.START_ARRAY && arrayPath == null && isArray(path())) {
            arrayPath = path();
            missing.remove(arrayPath);
        } else if (token.isStructStart() && (arrayPath != null || !leadsToArray(path()))) {
            parser.skipChildren();
        }
    }

    private boolean isArray(String path) {
        return path.equals(rowPath) || path.equals(signPath);
    }

    private boolean leadsToArray(String path) {
        String before = path + ".";
        return path.isEmpty() || rowPath.startsWith(before) || signPath != null && signPath.startsWith(before);
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
