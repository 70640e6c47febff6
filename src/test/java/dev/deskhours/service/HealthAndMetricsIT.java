package dev.deskhours.service;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class HealthAndMetricsIT {
    private static final Office OFFICE = new Office(20, 2);

    @Test
    void metricsTellOfExportsAndOfTheAggregation() throws Exception {
        try (SharedDatabase database = new SharedDatabase()) {
            try (ServiceProcess first = database.launch().serve()) {
                ProcessClient.good(first.client().post("/v1/office/sessions", "application/x-ndjson", OFFICE.ndjson()));
                first.client().postJson("/v1/aggregation-runs", """
                        {"first_day": "%s", "last_day": "%s"}""".formatted(OFFICE.firstDay(), Office.yesterday()));
                Awaitility.await("aggregated")
                        .until(() -> database.number(
                                        "select count(*) from aggregation_run where cause = 'manual' and end_time is not null")
                                == 1);
                first.client().json("/v3/office/statistics/metrics/desktops/export?" + OFFICE.period());
                Awaitility.await("rendered").until(() -> metric(first, "deskhours_export_rows_total") == 20);
            }
            try (ServiceProcess second = database.launch().serve()) {
                Awaitility.await("read")
                        .until(() -> metric(second, "deskhours_export_tasks{status=\"SUCCESS\"}") == 1
                                && metric(second, "deskhours_aggregation_last_run_seconds") > 0);
                assertThat(metric(second, "deskhours_aggregation_lag_seconds"))
                        .isGreaterThan(0)
                        .isLessThan((double) Duration.ofDays(1).toSeconds());
                assertThat(metric(second, "deskhours_export_queue_age_seconds")).isZero();
                second.client().json("/v2/office/export-tasks");
                assertThat(second.client().get("/q/metrics").body()).contains("http_server_requests_seconds_count");
            }
        }
    }

    @Test
    void withoutDatabaseItIsNotReadyAndSaysSo() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = database.launch().serve()) {
            assertThat(service.client().get("/q/health/ready").statusCode()).isEqualTo(200);

            database.stop();
            HttpResponse<String> refused = service.client().get("/v2/office/export-tasks");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(ProcessClient.parsed(refused.body()).get("error_code").asText())
                    .isEqualTo("WKS.00000003");
            HttpResponse<String> list =
                    service.client().get("/v2/office/statistics/metrics/desktops?" + OFFICE.period());
            assertThat(list.statusCode()).isEqualTo(503);
            HttpResponse<String> sessions =
                    service.client().post("/v1/office/sessions", "application/x-ndjson", OFFICE.ndjson());
            assertThat(sessions.statusCode()).isEqualTo(503);
            assertThat(service.client().get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(service.client().get("/q/health/live").statusCode()).isEqualTo(200);

            database.startAgain();
            Awaitility.await("ready again")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> service.client().get("/q/health/ready").statusCode() == 200);
            assertThat(service.client().get("/v2/office/export-tasks").statusCode())
                    .isEqualTo(200);
            assertThat(service.output()).doesNotContain("\tat ");
        }
    }

    private static double metric(ServiceProcess service, String name) {
        return service.client()
                .get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
