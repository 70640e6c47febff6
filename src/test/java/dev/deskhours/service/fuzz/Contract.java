package dev.deskhours.service.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;

/** What docs/openapi.yaml says of each operation. */
record Contract(List<Operation> operations) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * @param parameters of path, query and header
     * @param bodies a good one for each content type; none = it takes no body
     * @param statuses that it may answer with
     */
    record Operation(
            String id,
            String method,
            String path,
            List<Parameter> parameters,
            List<Body> bodies,
            Set<Integer> statuses) {}

    /** @param values that are good, or at the edge of what is */
    record Parameter(String name, String in, boolean required, List<String> values) {}

    record Body(String type, String text) {}

    static Contract read(Path file) throws IOException {
        JsonNode document = new ObjectMapper().valueToTree(new Yaml(new Texts()).load(Files.readString(file)));
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method ->
                        operations.add(operation(path.getKey(), method.getKey(), method.getValue(), document))));
        return new Contract(operations);
    }

    private static Operation operation(String path, String method, JsonNode described, JsonNode document) {
        return new Operation(
                described.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                StreamSupport.stream(described.path("parameters").spliterator(), false)
                        .map(parameter -> parameter(parameter, document))
                        .toList(),
                described.path("requestBody").path("content").properties().stream()
                        .map(content -> new Body(content.getKey(), example(content.getValue(), document)))
                        .toList(),
                described.path("responses").properties().stream()
                        .map(response -> Integer.parseInt(response.getKey()))
                        .collect(Collectors.toSet()));
    }

    private static Parameter parameter(JsonNode parameter, JsonNode document) {
        JsonNode schema = resolved(parameter.path("schema"), document);
        List<String> values = new ArrayList<>();
        List.of(parameter.path("example"), schema.path("minimum"), schema.path("maximum"), schema.path("default"))
                .stream()
                .filter(value -> !value.isMissingNode())
                .forEach(value -> values.add(value.asText()));
        parameter.path("schema").path("examples").forEach(value -> values.add(value.asText()));
        schema.path("enum").forEach(value -> values.add(value.asText()));
        if (values.isEmpty()) {
            values.add("a");
        }
        return new Parameter(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                parameter.path("required").asBoolean(),
                values);
    }

    private static String example(JsonNode content, JsonNode document) {
        JsonNode examples = content.path("examples");
        JsonNode value = examples.isEmpty()
                ? fromProperties(resolved(content.path("schema"), document), document)
                : examples.elements().next().path("value");
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static JsonNode fromProperties(JsonNode schema, JsonNode document) {
        var object = new ObjectMapper().createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            JsonNode own = property.getValue().path("examples").path(0);
            JsonNode value = own.isMissingNode()
                    ? resolved(property.getValue(), document).path("examples").path(0)
                    : own;
            if (!value.isMissingNode()) {
                object.set(property.getKey(), value);
            }
        });
        return object;
    }

    private static JsonNode resolved(JsonNode schema, JsonNode document) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** Times stay the texts that they are in the document. */
    private static final class Texts extends SafeConstructor {
        Texts() {
            super(new LoaderOptions());
            yamlConstructors.put(Tag.TIMESTAMP, yamlConstructors.get(Tag.STR));
        }
    }
}
