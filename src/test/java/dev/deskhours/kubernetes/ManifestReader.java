package dev.deskhours.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Reads manifests without forgiveness: a key given twice, a field that the kind does not have, a kind nobody knows. */
final class ManifestReader {
    static final Path MANIFESTS = Path.of("src", "main", "kubernetes");
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutAnySetters())
            .build();
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();

    private ManifestReader() {}

    /** The models have a place for fields that they do not know; here there must be none. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /** All manifests of the project that are given to a cluster. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(KUSTOMIZATION))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The documents of a file. */
    static List<JsonNode> documents(Path file) {
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException failure) {
            throw new AssertionError(file.toString(), failure);
        }
    }

    /** @param place for messages */
    static List<JsonNode> documents(String place, String text) {
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll();
        } catch (IOException failure) {
            throw new AssertionError(place + "\n" + text, failure);
        }
    }

    static JsonNode document(String text) {
        return parsed(text, JsonNode.class);
    }

    static <T> T parsed(String text, Class<T> type) {
        try {
            return STRICT.readValue(text, type);
        } catch (IOException failure) {
            throw new AssertionError(text, failure);
        }
    }

    /** The manifest as its kind's own type. */
    static Object typed(JsonNode manifest) {
        return as(
                type(manifest.path("apiVersion").asText(), manifest.path("kind").asText()), manifest);
    }

    static <T> T as(Class<T> type, JsonNode content) {
        try {
            return STRICT.treeToValue(content, type);
        } catch (IOException failure) {
            throw new AssertionError(content.toPrettyString(), failure);
        }
    }

    private static Class<?> type(String apiVersion, String kind) {
        if (apiVersion.equals(Keda.API_VERSION)) {
            return Keda.type(kind);
        }
        Class<? extends KubernetesResource> type = KINDS.getRegisteredKubernetesResource(apiVersion, kind);
        if (type == null) {
            throw new AssertionError("no kind " + apiVersion + " " + kind);
        }
        return type;
    }
}
