package dev.deskhours;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker dies in the middle of a file; another makes the file that would have been. */
class WorkerKilledIT {
    private static final int DESKTOPS = 400_000;
    private static final String EXPORT = "/v3/big/statistics/metrics/desktops/export?start_time=" + Office.yesterday()
            + "T00:00:00Z&end_time=" + Office.yesterday() + "T23:59:59Z";

    @Test
    void anotherWorkerFinishesTheSameFile() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess api =
                        database.launch().with("deskhours.roles", "api").serve()) {
            fill(database);
            ServiceProcess.Launch worker = database.launch("work").with("deskhours.export.lease", "2s");
            String task = startedExport(api);
            try (ServiceProcess victim = worker.start()) {
                awaitHalfAFile(database, victim);
                victim.kill();
            }
            assertThat(inTheMaking(database)).hasSize(1);
            assertThat(task(api, task).get("status").asText()).isEqualTo("CREATING");

            try (ServiceProcess survivor = database.launch()
                    .with("deskhours.export.lease", "2s")
                    .with("deskhours.export.sweep-every", "1s")
                    .serve()) {
                JsonNode taken = awaitEnd(survivor, task);
                JsonNode undisturbed = awaitEnd(survivor, startedExport(survivor));

                assertThat(taken.get("attempt").asInt()).isEqualTo(2);
                assertThat(taken.get("row_count").asInt()).isEqualTo(DESKTOPS);
                assertThat(undisturbed.get("attempt").asInt()).isEqualTo(1);
                assertThat(taken.get("sha256")).isEqualTo(undisturbed.get("sha256"));
                byte[] file = download(survivor, taken);
                assertThat(file).isEqualTo(download(survivor, undisturbed));
                assertThat(new String(file, StandardCharsets.UTF_8).lines()).hasSize(DESKTOPS + 1);
                Awaitility.await("swept")
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(inTheMaking(database)).isEmpty());
                assertThat(database.files()).hasSize(2);
            }
        }
    }

    private static void fill(SharedDatabase database) throws SQLException {
        database.execute("""
                insert into desktop (project_id, desktop_id, desktop_name, first_heard_at, described_at)
                select 'big', 'desk-' || n, 'Desk ' || n, now() - interval '9 days', now() - interval '9 days'
                from generate_series(1, %d) as n
                """.formatted(DESKTOPS));
        database.execute("""
                insert into usage_day (project_id, day, desktop_id, usage_seconds, logins, last_used_at)
                select 'big', '%s', 'desk-' || n, n %% 86400, 1 + n %% 3, timestamptz '%<s 12:00Z'
                from generate_series(1, %d) as n
                """.formatted(Office.yesterday(), DESKTOPS));
        database.execute("""
                insert into aggregated_day (project_id, day, desktops_used, usage_seconds, logins, sessions_read,
                    aggregated_at)
                values ('big', '%s', 0, 0, 0, 0, now())
                """.formatted(Office.yesterday()));
        database.execute("insert into project (project_id, aggregated_through) values ('big', '%s')"
                .formatted(Office.yesterday()));
        database.execute("analyze");
    }

    private static String startedExport(ServiceProcess service) {
        return service.client().json(EXPORT).get("task_id").asText();
    }

    private static void awaitHalfAFile(SharedDatabase database, ServiceProcess worker) {
        Awaitility.await("half a file")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .failFast(worker::assertAlive)
                .until(() -> {
                    for (Path part : inTheMaking(database)) {
                        return Files.size(part) > 0;
                    }
                    return false;
                });
    }

    private static List<Path> inTheMaking(SharedDatabase database) throws IOException {
        return database.files().stream()
                .filter(file -> file.toString().endsWith(".part"))
                .toList();
    }

    private static JsonNode awaitEnd(ServiceProcess service, String task) {
        return Awaitility.await("rendered")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> task(service, task),
                        now -> !now.get("status").asText().equals("CREATING"));
    }

    private static JsonNode task(ServiceProcess service, String task) {
        return service.client().json("/v1/big/export-tasks/" + task);
    }

    private static byte[] download(ServiceProcess service, JsonNode task) {
        return service.client()
                .bytes("/v2/big/export-tasks/" + task.get("task_id").asText() + "/download");
    }
}
