package dev.deskhours.web.strict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The query parameters of each operation, as the methods of the resources declare them: from the document that the build
 * has made of these, so that no process needs reflection for it. It is read when the first query comes.
 */
@Singleton
class DeclaredParameters {
    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";

    private volatile Map<String, Set<String>> byOperation;

    /**
     * The names that the query of an operation may have; one that ends in {@code .FIELD} stands for many.
     *
     * @param template of the path, as {@code /v1/{project_id}/sessions}
     */
    Set<String> of(String method, String template) {
        if (byOperation == null) {
            byOperation = read();
        }
        return byOperation.getOrDefault(key(method, template), Set.of());
    }

    private static Map<String, Set<String>> read() {
        try (InputStream document =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            Map<String, Set<String>> found = new HashMap<>();
            JsonParser parser = new ObjectMapper().createParser(document);
            parser.nextToken();
            forEachField(parser, part -> {
                if (part.equals("paths")) {
                    forEachField(
                            parser,
                            path -> forEachField(parser, method -> found.put(key(method, path), names(parser))));
                }
            });
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> names(JsonParser operation) throws IOException {
        Set<String> names = new TreeSet<>();
        forEachField(operation, field -> {
            if (field.equals("parameters")) {
                JsonNode parameters = operation.readValueAsTree();
                parameters.forEach(parameter -> addQuery(parameter, names));
            }
        });
        return names;
    }

    private static void addQuery(JsonNode parameter, Set<String> names) {
        if (parameter.path("in").asText().equals("query")) {
            names.add(parameter.path("name").asText());
        }
    }

    private interface FieldReader {
        /** Reads the value, or leaves it. */
        void read(String name) throws IOException;
    }

    /** Nothing, if it is no object. Most of the document is passed over, as the first query waits for it. */
    private static void forEachField(JsonParser object, FieldReader reader) throws IOException {
        if (object.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (object.nextToken() == JsonToken.FIELD_NAME) {
            String name = object.currentName();
            JsonToken value = object.nextToken();
            reader.read(name);
            if (object.currentToken() == value && value.isStructStart()) {
                object.skipChildren();
            }
        }
    }

    private static String key(String method, String template) {
        return method.toUpperCase(Locale.ROOT).replace("HEAD", "GET") + " " + template;
    }
}
