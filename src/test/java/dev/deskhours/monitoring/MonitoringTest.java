package dev.deskhours.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.DatabaseIn2020;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Alerts and dashboard ask for metrics that there are, in expressions that Prometheus understands. */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class MonitoringTest {
    private static final Path MONITORING = Path.of("src", "main", "monitoring").toAbsolutePath();
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final String PROJECT = "monitored";

    /** What a scrape adds of itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> OF_NO_SCRAPE = Set.of("job", "instance");
    private static final String ONLY_IN_TROUBLE = "SERVER_ERROR";

    private static final Pattern METRIC = Pattern.compile("\\b(up|[a-z]+_[a-z_]*[a-z])\\b(?=[{\\[) ]|$)");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\b(?:by|without) \\([^)]*\\)");
    private static final Pattern FUNCTION = Pattern.compile("\\b[a-z_]+ ?(?=\\()");
    private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"([^\"$]*)\"");

    @TempDir
    Path directory;

    @BeforeEach
    void letEverythingHappenOnce() {
        // Keys are read when somebody asks for them, which with authentication off is the health answer alone.
        when().get("/q/health/ready").then().statusCode(200);
        given().contentType("text/csv; charset=utf-8")
                .body("session_id,desktop_id,started_at\ns-1,d-1,2020-01-01T00:00:00Z\n")
                .post("/v1/" + PROJECT + "/sessions")
                .then()
                .statusCode(200);
        given().contentType("text/csv; charset=utf-8")
                .body("nonsense\n1\n")
                .post("/v1/" + PROJECT + "/sessions")
                .then()
                .statusCode(400);
        await().atMost(40, SECONDS).until(() -> metrics().contains("http_server_requests_seconds_count"));
    }

    @Test
    void everyMetricIsOneOfTheService() throws IOException {
        Set<String> there = SERIES.matcher(metrics())
                .results()
                .map(series -> series.group(1))
                .collect(Collectors.toSet());
        expressions().forEach((place, expression) -> {
            Set<String> asked = names(expression);
            assertThat(asked).as(place).isNotEmpty();
            asked.removeAll(OF_PROMETHEUS);
            assertThat(there).as(place).containsAll(asked);
        });
    }

    /** An outcome of another spelling would never raise an alert. */
    @Test
    void everyLabelAndItsValueIsOneOfTheService() throws IOException {
        String scrape = metrics();
        expressions().forEach((place, expression) -> {
            for (MatchResult label : LABEL.matcher(expression).results().toList()) {
                if (!OF_NO_SCRAPE.contains(label.group(1)) && !label.group(2).equals(ONLY_IN_TROUBLE)) {
                    assertThat(scrape).as(place).contains(label.group(1) + "=\"" + label.group(2) + "\"");
                }
            }
        });
    }

    @Test
    void everyExpressionIsUnderstood() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (Debian's package prometheus)");
        StringBuilder rules = new StringBuilder("groups:\n  - name: all\n    rules:\n");
        int number = 0;
        for (String expression : expressions().values()) {
            rules.append("      - record: r:").append(++number).append("\n        expr: >-\n          ");
            rules.append(expression.replace("$__rate_interval", "5m").replace('\n', ' '))
                    .append('\n');
        }
        Path file = Files.writeString(directory.resolve("all.yaml"), rules);
        assertThat(promtool("check", "rules", file.toString())).contains("SUCCESS: " + number + " rules found");
    }

    @Test
    void alertsAreRaisedWhenTheyHaveToBe() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (Debian's package prometheus)");
        assertThat(promtool(
                        "test", "rules", MONITORING.resolve("rules-test.yaml").toString()))
                .contains("SUCCESS");
        String tests = Files.readString(MONITORING.resolve("rules-test.yaml"));
        for (JsonNode rule : rules()) {
            assertThat(Pattern.compile("alertname: " + rule.get("alert").asText() + "\\n *exp_alerts")
                            .matcher(tests)
                            .find())
                    .as("%s is raised in a test", rule.get("alert"))
                    .isTrue();
        }
    }

    @Test
    void everyPanelHasAnIdAndAPlaceOfItsOwn() throws IOException {
        List<JsonNode> panels = panels();
        assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
        for (JsonNode panel : panels) {
            assertThat(panels.stream()
                            .filter(other -> other != panel && overlap(panel.get("gridPos"), other.get("gridPos"))))
                    .as("%s overlaps", panel.get("title"))
                    .isEmpty();
            assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .isLessThanOrEqualTo(24);
        }
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
    }

    private static boolean overlap(JsonNode one, JsonNode other, String at, String size) {
        return one.get(at).asInt() < other.get(at).asInt() + other.get(size).asInt()
                && other.get(at).asInt() < one.get(at).asInt() + one.get(size).asInt();
    }

    private static String metrics() {
        return when().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /** By where they are. */
    private static Map<String, String> expressions() throws IOException {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (JsonNode rule : rules()) {
            expressions.put(
                    "alert " + rule.get("alert").asText(), rule.get("expr").asText());
        }
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                String place = "panel " + panel.get("title").asText() + " "
                        + target.get("refId").asText();
                expressions.put(place, target.get("expr").asText());
            }
        }
        return expressions;
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper()
                .readTree(MONITORING.resolve("rules.yaml").toFile())
                .at("/groups/0/rules")
                .forEach(rules::add);
        return rules;
    }

    private static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        new ObjectMapper()
                .readTree(MONITORING.resolve("dashboard.json").toFile())
                .get("panels")
                .forEach(panels::add);
        return panels;
    }

    private static Set<String> names(String expression) {
        String plain =
                FUNCTION.matcher(LABELS.matcher(expression).replaceAll("")).replaceAll("");
        return METRIC.matcher(plain)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of(PROMTOOL.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
