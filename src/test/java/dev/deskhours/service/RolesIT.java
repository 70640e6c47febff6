package dev.deskhours.service;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What a process does not do that has not the role for it. */
class RolesIT {
    private SharedDatabase database;

    @BeforeEach
    void startDatabase() throws IOException {
        database = new SharedDatabase();
    }

    @AfterEach
    void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void onlyAnApiAnswersCallers() {
        try (ServiceProcess worker =
                database.launch().with("deskhours.roles", "worker").serve()) {
            for (String path : List.of("/v2/office/export-tasks", "/v1/aggregation-runs", "/")) {
                HttpResponse<String> answer = worker.client().get(path);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(ProcessClient.parsed(answer.body()).get("error_code").asText())
                        .isEqualTo("APIGW.0101");
                assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
            }
            assertThat(worker.client().get("/q/health/ready").statusCode()).isEqualTo(200);
            Awaitility.await("the queue is counted")
                    .until(() -> metrics(worker).contains("deskhours_export_tasks{status=\"CREATING\"} 0.0"));
            assertThat(metrics(worker)).doesNotContain("deskhours_aggregation");
        }
    }

    @Test
    void anApiAloneHasNothingScheduled() throws Exception {
        try (ServiceProcess api =
                database.launch().with("deskhours.roles", "api").serve()) {
            api.client().json("/v2/office/export-tasks");
            assertThat(metrics(api)).doesNotContain("deskhours_export", "deskhours_aggregation");
            assertThat(threads(api)).noneMatch(name -> name.contains("trigger") || name.startsWith("export-"));
            assertThat(
                            database.number(
                                    "select count(*) from pg_stat_activity where datname is not null and query ilike 'listen%'"))
                    .isZero();
        }
    }

    private static String metrics(ServiceProcess service) {
        return service.client().get("/q/metrics").body();
    }

    /** Their names as Linux shows them; other systems show none. */
    private static List<String> threads(ServiceProcess service) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(service.pid()), "task");
        if (!Files.exists(tasks)) {
            return List.of();
        }
        try (var names = Files.list(tasks)) {
            return names.map(RolesIT::name).toList();
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
