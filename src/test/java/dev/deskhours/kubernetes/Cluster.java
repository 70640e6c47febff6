package dev.deskhours.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/** What one overlay, or the chart, makes in a cluster, by kind. */
record Cluster(String name, List<ObjectNode> manifests) {
    private static final Path OVERLAYS = ManifestReader.MANIFESTS.resolve("overlays");

    /** Pods of one kind, and the manifest that they come from. */
    record Pods(String name, PodTemplateSpec template) {
        Map<String, String> labels() {
            return template.getMetadata().getLabels();
        }

        List<Container> containers() {
            return template.getSpec().getContainers();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Cluster> all() {
        return Stream.of(
                of("single-node"),
                of("production"),
                of("production", "keda"),
                of("single-node", "keda"),
                of("scale-to-zero"),
                chart("chart", Map.of()),
                chart("chart with an ingress", Map.of("ingress.enabled", "true", "worker.replicas", "3")));
    }

    /** @param values in place of the chart's own */
    static Cluster chart(String name, Map<String, String> values) {
        return new Cluster(name, Chart.rendered(values));
    }

    private static Cluster of(String overlay, String... components) {
        String name = components.length == 0 ? overlay : overlay + " with " + String.join(", ", components);
        return new Cluster(name, Kustomization.built(OVERLAYS.resolve(overlay), components));
    }

    <T> List<T> all(Class<T> type) {
        return manifests.stream()
                .map(ManifestReader::typed)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    boolean has(String kind, String name) {
        return manifests.stream()
                .anyMatch(manifest -> manifest.path("kind").asText().equals(kind)
                        && manifest.at("/metadata/name").asText().equals(name));
    }

    List<Pods> pods() {
        List<Pods> pods = new ArrayList<>();
        for (ObjectNode manifest : manifests) {
            Stream.of("/spec/template", "/spec/jobTemplate/spec/template")
                    .map(manifest::at)
                    .filter(JsonNode::isObject)
                    .map(template -> pods(manifest, ((ObjectNode) template).deepCopy()))
                    .forEach(pods::add);
        }
        return pods;
    }

    /** The pods of Deskhours itself. */
    List<Pods> own() {
        return pods().stream()
                .filter(pods -> "deskhours".equals(pods.labels().get("app.kubernetes.io/name")))
                .toList();
    }

    private static Pods pods(ObjectNode manifest, ObjectNode template) {
        // Beside the fields of a pod, a Knative revision has these.
        ((ObjectNode) template.get("spec")).remove(List.of("containerConcurrency", "timeoutSeconds"));
        String name = manifest.path("kind").asText() + " "
                + manifest.at("/metadata/name").asText();
        return new Pods(name, ManifestReader.as(PodTemplateSpec.class, template));
    }

    @Override
    public String toString() {
        return name;
    }
}
