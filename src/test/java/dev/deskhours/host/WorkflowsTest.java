package dev.deskhours.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Workflows are YAML that nobody can change from outside, with no more rights than they need. */
class WorkflowsTest {
    private static final Path WORKFLOWS = Path.of(".github", "workflows");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> OF_STEPS = Set.of("name", "uses", "with", "run", "env", "if");

    @ParameterizedTest
    @ValueSource(strings = {"ci.yml", "release.yml"})
    void actionsArePinnedByACommit(String name) throws IOException {
        List<JsonNode> steps = steps(name);
        assertThat(steps).isNotEmpty();
        for (JsonNode step : steps) {
            assertThat(OF_STEPS).containsAll(fields(step));
            assertThat(step.has("uses") ^ step.has("run")).as("%s", step).isTrue();
            if (step.has("uses")) {
                assertThat(step.get("uses").asText()).matches("actions/[a-z-]+@[0-9a-f]{40}");
            }
        }
        assertThat(Files.readAllLines(WORKFLOWS.resolve(name)).stream().filter(line -> line.contains("uses:")))
                .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v[0-9.]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci.yml", "release.yml"})
    void rightsAndTimeAreBounded(String name) throws IOException {
        JsonNode workflow = read(name);
        assertThat(workflow.at("/permissions/contents").asText()).isEqualTo("read");
        workflow.get("jobs")
                .forEach(job -> assertThat(job.path("timeout-minutes").asInt()).isPositive());
    }

    /** What comes from outside reaches a script by its environment alone, never by being pasted into it. */
    @ParameterizedTest
    @ValueSource(strings = {"ci.yml", "release.yml"})
    void scriptsAreScripts(String name) throws Exception {
        for (JsonNode step : steps(name)) {
            String script = step.path("run").asText();
            assertThat(script).doesNotContain("${{");
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            bash.getOutputStream().close();
            String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bash.waitFor()).as(said).isZero();
        }
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> steps(String name) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        read(name).get("jobs").forEach(job -> job.get("steps").forEach(steps::add));
        return steps;
    }

    private static JsonNode read(String name) throws IOException {
        return YAML.readTree(WORKFLOWS.resolve(name).toFile());
    }
}
