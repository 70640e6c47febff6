package dev.deskhours.service;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Two services on one database and one export directory: none lost, none twice. */
class ClusterIT {
    private static final int PROJECTS = 5;
    private static final int TASKS = 500;
    private static final List<String> FILTERS =
            List.of("", "&usage_min_hours=20", "&sort_field=desktop_usage", "&resource_name=Desk%201");
    private static final Office OFFICE = new Office(60, 5);

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
    void everyExportIsRenderedOnce() throws Exception {
        ServiceProcess.Launch launch = database.launch().with("deskhours.export.max-unfinished-per-project", TASKS);
        try (ServiceProcess first = launch.serve();
                ServiceProcess second = launch.serve()) {
            load(first.client());
            aggregate(first.client());
            for (int task = 0; task < TASKS; task++) {
                start(task % 2 == 0 ? first.client() : second.client(), task);
            }
            Awaitility.await("all rendered")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> database.number("select count(*) from export_task where status = 'CREATING'") == 0);

            assertThat(database.column("select distinct status || ' ' || attempt from export_task"))
                    .containsExactly("SUCCESS 1");
            assertThat(database.number("select count(*) from export_task")).isEqualTo(TASKS);
            assertThat(database.column("""
                            select project_id from export_task group by project_id, request
                            having count(distinct sha256) <> 1 or count(*) <> 25
                            """)).isEmpty();
            assertThat(database.files().stream().map(file -> file.getFileName().toString()))
                    .hasSize(TASKS)
                    .containsExactlyInAnyOrderElementsOf(database.column("select file_key from export_task"));
            assertThat(first.count("Export finished")).isPositive();
            assertThat(second.count("Export finished")).isPositive();
            assertThat(first.count("Export finished") + second.count("Export finished"))
                    .isEqualTo(TASKS);
        }
    }

    @Test
    void missedNightsAreMadeUpForOnce() throws Exception {
        try (ServiceProcess intake =
                database.launch().with("deskhours.roles", "api").serve()) {
            load(intake.client());
        }
        try (ServiceProcess first = database.launch().start();
                ServiceProcess second = database.launch().start()) {
            Awaitility.await("both have caught up")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            first.count("API explorer") == 1 && second.count("API explorer") == 1 && !isAggregating());

            assertThat(database.column("select cause || ' ' || status || ' ' || projects from aggregation_run"))
                    .containsExactly("catch_up SUCCESS " + PROJECTS);
            assertThat(database.number("select desktop_days_written from aggregation_run"))
                    .isEqualTo((long) PROJECTS * OFFICE.desktops() * OFFICE.days())
                    .isEqualTo(database.number("select count(*) from usage_day"));
            assertThat(database.column("select distinct aggregated_through::text from project"))
                    .containsExactly(Office.yesterday().toString());
            assertThat(first.count("Aggregated") + second.count("Aggregated")).isEqualTo(1);
        }
    }

    private boolean isAggregating() throws SQLException {
        return database.number("select count(*) from pg_locks where locktype = 'advisory'") > 0
                || database.number("select count(*) from aggregation_run where status = 'SUCCESS'") == 0;
    }

    private static void load(ProcessClient client) {
        for (int project = 0; project < PROJECTS; project++) {
            ProcessClient.good(
                    client.post("/v1/office-" + project + "/sessions", "application/x-ndjson", OFFICE.ndjson()));
        }
    }

    private void aggregate(ProcessClient client) {
        client.postJson("/v1/aggregation-runs", """
                {"first_day": "%s", "last_day": "%s"}""".formatted(OFFICE.firstDay(), Office.yesterday()));
        Awaitility.await("aggregated")
                .atMost(Duration.ofSeconds(30))
                // A process that has just started may be catching up, too.
                .until(() -> database.number(
                                "select count(*) from aggregation_run where status = 'SUCCESS' and cause = 'manual'")
                        == 1);
    }

    /** Every project asks each of four things 25 times. */
    private static void start(ProcessClient client, int task) {
        String filter = FILTERS.get(task / PROJECTS % FILTERS.size());
        client.json(
                "/v3/office-" + task % PROJECTS + "/statistics/metrics/desktops/export?" + OFFICE.period() + filter);
    }
}
