package dev.deskhours.service.chaos;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;

import dev.deskhours.testing.BigProject;
import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Exports of a project that does not change, asked for and now and then deleted while things break. */
final class Exports implements Work.Round {
    static final BigProject PROJECT = new BigProject(30_000);

    private static final String BODY =
            "{\"start_time\":\"%1$sT00:00:00Z\",\"end_time\":\"%1$sT23:59:59Z\"}".formatted(Office.yesterday());
    private static final int PERCENT_DELETED = 15;
    private static final int DOWNLOADED = 3;

    private final Cluster cluster;
    private final Random random;
    /** Task ids by the key under which they were asked for. */
    private final Map<String, String> accepted = new HashMap<>();

    private final List<String> keys = new ArrayList<>();
    private final Set<String> toDelete = new HashSet<>();

    Exports(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    @Override
    public void go() {
        if (random.nextInt(100) < PERCENT_DELETED && !accepted.isEmpty()) {
            delete(List.copyOf(accepted.values()).get(random.nextInt(accepted.size())));
        } else {
            keys.add("key-" + keys.size());
            start(keys.get(keys.size() - 1));
        }
    }

    @Override
    public long pauseMillis() {
        return 400;
    }

    int accepted() {
        return accepted.size();
    }

    /** Whoever had no answer asks again, and gets the task that there is. */
    void askAgainForAll() {
        for (String key : keys) {
            if (toDelete.contains(accepted.get(key))) {
                continue;
            }
            Awaitility.await(key).atMost(Duration.ofSeconds(60)).until(() -> start(key));
        }
        toDelete.forEach(task ->
                Awaitility.await("deleted").atMost(Duration.ofSeconds(60)).until(() -> delete(task)));
    }

    /** Each accepted one is finished, once and with the right bytes, or deleted; and there is no other. */
    void assertNoneIsLost(SharedDatabase database) throws Exception {
        Awaitility.await("all rendered")
                .atMost(Duration.ofMinutes(2))
                .until(() -> database.number("select count(*) from export_task where status = 'CREATING'") == 0);
        Set<String> left = new HashSet<>(accepted.values());
        left.removeAll(toDelete);
        assertThat(accepted.values()).doesNotHaveDuplicates();
        assertThat(database.column("select task_id from export_task where project_id = 'big'"))
                .containsExactlyInAnyOrderElementsOf(left);
        assertThat(database.column("select distinct status || coalesce(' ' || fail_reason, '') from export_task"))
                .containsExactly("SUCCESS");
        assertThat(database.column("select distinct sha256 from export_task")).hasSize(1);
        Awaitility.await("no other files").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        database.files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(database.column("select file_key from export_task")));
        String right =
                database.column("select distinct sha256 from export_task").get(0);
        for (Path file : database.files()) {
            assertThat(KeysText.sha256(Files.readString(file)))
                    .as(file.toString())
                    .isEqualTo(right);
        }
        for (String task : left.stream().limit(DOWNLOADED).toList()) {
            assertRight(task);
        }
    }

    private void assertRight(String task) {
        String file = new String(
                cluster.any(random).bytes("/v2/big/export-tasks/" + task + "/download"), StandardCharsets.UTF_8);
        List<CSVRecord> rows = ServiceClient.rows(file);
        assertThat(rows).hasSize(PROJECT.desktops()).allSatisfy(row -> {
            long number = Long.parseLong(row.get("resource_id").substring("desk-".length()));
            assertThat(row.get("desktop_usage")).isEqualTo(Long.toString(number % 86_400));
            assertThat(row.get("logins")).isEqualTo(Long.toString(1 + number % 3));
        });
    }

    private boolean start(String key) {
        try {
            HttpResponse<String> answer = cluster.any(random)
                    .with("Idempotency-Key", key)
                    .post("/v1/big/export-tasks", "application/json", BODY);
            assertThat(answer.statusCode()).as(answer.body()).isIn(202, 429, 503);
            if (answer.statusCode() != 202) {
                return false;
            }
            String task = ProcessClient.parsed(answer.body()).get("task_id").asText();
            assertThat(accepted.getOrDefault(key, task))
                    .as("the task of %s", key)
                    .isEqualTo(task);
            accepted.put(key, task);
            return true;
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }

    private boolean delete(String task) {
        toDelete.add(task);
        try {
            HttpResponse<String> answer = cluster.any(random)
                    .post("/v2/big/export-tasks/batch-delete", "application/json", "{\"task_ids\":[\"" + task + "\"]}");
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 429, 503);
            return answer.statusCode() == 200;
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }
}
