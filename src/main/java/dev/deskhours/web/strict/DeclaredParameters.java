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
            new ObjectMapper().readTree(document).path("paths").fields().forEachRemaining(path -> path.getValue()
                    .fields()
                    .forEachRemaining(operation ->
                            found.put(key(operation.getKey(), path.getKey()), names(operation.getValue()))));
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> names(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    private static String key(String method, String template) {
        return method.toUpperCase(Locale.ROOT).replace("HEAD", "GET") + " " + template;
    }
}
