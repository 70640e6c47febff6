package dev.deskhours.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** As much of kustomize as the manifests use; {@code KustomizeTest} compares it with the real one where that is at hand. */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<String> components,
        List<Patch> patches,
        List<Image> images) {
    private static final Path COMPONENTS = Path.of("components");

    record Patch(Target target, String patch) {}

    record Target(String kind, String name) {
        boolean isMet(JsonNode manifest) {
            return manifest.path("kind").asText().equals(kind)
                    && manifest.at("/metadata/name").asText().equals(name);
        }
    }

    record Image(String name, String newName, String newTag) {
        String full() {
            return newName + ":" + newTag;
        }
    }

    private record Operation(String op, String path, JsonNode value) {}

    /** What {@code kubectl apply -k} would apply. */
    static List<ObjectNode> built(Path directory, String... moreComponents) {
        Kustomization kustomization = read(directory);
        List<ObjectNode> manifests = new ArrayList<>();
        for (String resource : orEmpty(kustomization.resources)) {
            manifests.addAll(manifestsOf(directory.resolve(resource).normalize()));
        }
        orEmpty(kustomization.components).forEach(component -> apply(directory.resolve(component), manifests));
        for (String component : moreComponents) {
            apply(ManifestReader.MANIFESTS.resolve(COMPONENTS).resolve(component), manifests);
        }
        kustomization.change(manifests);
        return manifests;
    }

    static Kustomization read(Path directory) {
        Path file = directory.resolve(ManifestReader.KUSTOMIZATION);
        List<JsonNode> documents = ManifestReader.documents(file);
        if (documents.size() != 1) {
            throw new AssertionError(file + " holds " + documents.size() + " documents");
        }
        return ManifestReader.as(Kustomization.class, documents.get(0));
    }

    Optional<Image> image(String name) {
        return orEmpty(images).stream()
                .filter(image -> image.name().equals(name))
                .findFirst();
    }

    private static void apply(Path component, List<ObjectNode> manifests) {
        Kustomization kustomization = read(component);
        for (String resource : orEmpty(kustomization.resources)) {
            manifests.addAll(manifestsOf(component.resolve(resource).normalize()));
        }
        kustomization.change(manifests);
    }

    private static List<ObjectNode> manifestsOf(Path resource) {
        return Files.isDirectory(resource)
                ? built(resource)
                : ManifestReader.documents(resource).stream()
                        .map(ObjectNode.class::cast)
                        .toList();
    }

    private void change(List<ObjectNode> manifests) {
        orEmpty(patches).forEach(patch -> patch(patch, manifests));
        for (ObjectNode manifest : manifests) {
            if (namespace != null) {
                ((ObjectNode) manifest.get("metadata")).put("namespace", namespace);
            }
            manifest.findParents("image").forEach(container -> name((ObjectNode) container));
        }
    }

    private void name(ObjectNode container) {
        image(container.path("image").asText()).ifPresent(image -> container.put("image", image.full()));
    }

    private static void patch(Patch patch, List<ObjectNode> manifests) {
        ObjectNode target = manifests.stream()
                .filter(patch.target::isMet)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing to patch: " + patch.target));
        for (Operation operation : ManifestReader.parsed(patch.patch, Operation[].class)) {
            carryOut(operation, target);
        }
    }

    private static void carryOut(Operation operation, ObjectNode manifest) {
        int slash = operation.path.lastIndexOf('/');
        String field = operation.path.substring(slash + 1);
        if (!(manifest.at(operation.path.substring(0, slash)) instanceof ObjectNode parent) || !parent.has(field)) {
            throw new AssertionError("nothing to patch at " + operation.path);
        }
        switch (operation.op) {
            case "replace" -> parent.set(field, operation.value);
            case "remove" -> parent.remove(field);
            default -> throw new AssertionError("a patch that this does not know: " + operation.op);
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
