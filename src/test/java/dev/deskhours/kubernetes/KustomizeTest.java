package dev.deskhours.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class KustomizeTest {
    private static final Path OVERLAYS = ManifestReader.MANIFESTS.resolve("overlays");

    static List<Path> files() {
        return ManifestReader.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFieldIsOneOfItsKind(Path file) {
        List<JsonNode> documents = ManifestReader.documents(file);
        assertThat(documents).isNotEmpty();
        documents.forEach(ManifestReader::typed);
    }

    @Test
    void everyFileIsInAKustomization() throws IOException {
        Set<Path> named = new HashSet<>();
        for (Path directory : kustomizations()) {
            Kustomization kustomization = Kustomization.read(directory);
            kustomization
                    .resources()
                    .forEach(resource -> named.add(directory.resolve(resource).normalize()));
        }
        assertThat(ManifestReader.files()).isSubsetOf(named);
        assertThat(named).allMatch(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void nothingIsThereTwice(Cluster cluster) {
        assertThat(cluster.manifests().stream()
                        .map(manifest -> manifest.get("apiVersion") + " " + manifest.get("kind") + " "
                                + manifest.at("/metadata/name")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"single-node", "production", "scale-to-zero"})
    void anOverlayIsWhatKubectlMakesOfIt(String overlay) throws Exception {
        assumeTrue(hasKubectl(), "kubectl is not installed");
        String made = output("kubectl", "kustomize", OVERLAYS.resolve(overlay).toString());
        List<JsonNode> expected = new ArrayList<>();
        for (String document : made.split("(?m)^---$")) {
            expected.add(ManifestReader.document(document));
        }
        List<JsonNode> built = List.copyOf(Kustomization.built(OVERLAYS.resolve(overlay)));
        assertThat(built).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<Path> kustomizations() throws IOException {
        try (Stream<Path> files = Files.walk(ManifestReader.MANIFESTS)) {
            return files.filter(file -> file.endsWith(ManifestReader.KUSTOMIZATION))
                    .map(Path::getParent)
                    .toList();
        }
    }

    private static boolean hasKubectl() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
