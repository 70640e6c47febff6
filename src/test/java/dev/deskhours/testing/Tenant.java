package dev.deskhours.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** One project on a service that others use too; its desktops bear its name, so that those of others are known. */
public record Tenant(ProcessClient client, String project, Office office) {
    /** Sessions in, days counted, and all of it out again, in every way there is. */
    public void goTheMainWay() {
        send(office);
        aggregate();
        look();
        export();
    }

    public void send(Office sessions) {
        JsonNode taken = ProcessClient.good(client.post(
                "/v1/" + project + "/sessions",
                "application/x-ndjson",
                sessions.ndjson().replace("\"desk-", "\"" + project + "-")));
        assertThat(taken.get("received").asInt()).isEqualTo(sessions.desktops() * sessions.days());
    }

    public void look() {
        JsonNode list = client.json("/v2/" + project + "/statistics/metrics/desktops?limit=100&" + office.period());
        assertThat(list.get("count").asInt()).isEqualTo(office.desktops());
        assertThat(list.findValuesAsText("resource_id")).allMatch(id -> id.startsWith(project + "-"));
        JsonNode totals = client.json("/v1/" + project + "/usage/daily?" + office.period());
        assertThat(totals.findValuesAsText("desktops_used"))
                .hasSize(office.days())
                .containsOnly(Integer.toString(office.desktops()));
    }

    public void export() {
        String tasks = "/v1/" + project + "/export-tasks/";
        String task = client.json("/v3/" + project + "/statistics/metrics/desktops/export?" + office.period())
                .get("task_id")
                .asText();
        Awaitility.await("exported")
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.json(tasks + task).get("status").asText().equals("SUCCESS"));
        String file = new String(
                client.bytes("/v2/" + project + "/export-tasks/" + task + "/download"), StandardCharsets.UTF_8);
        List<String> rows = file.lines().skip(1).toList();
        assertThat(rows).hasSize(office.desktops()).allMatch(row -> row.startsWith(project + "-"));
        assertThat(client.json("/v2/" + project + "/export-tasks?limit=100").findValuesAsText("task_id"))
                .contains(task);
    }

    private void aggregate() {
        client.postJson("/v1/aggregation-runs", """
                {"project_id": "%s", "first_day": "%s", "last_day": "%s"}""".formatted(project, office.firstDay(), Office.yesterday()));
        Awaitility.await("aggregated")
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.json("/v1/aggregation-runs?status=SUCCESS&project_id=" + project)
                                .get("count")
                                .asInt()
                        > 0);
    }
}
