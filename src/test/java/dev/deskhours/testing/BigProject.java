package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;

/** A project of so many desktops that an export of it takes a while, and what tests of broken exports do with it. */
public record BigProject(int desktops) {
    private static final String EXPORT = "/v3/big/statistics/metrics/desktops/export?start_time=" + Office.yesterday()
            + "T00:00:00Z&end_time=" + Office.yesterday() + "T23:59:59Z";

    /** Puts one aggregated day in place, past the service. */
    public void fill(SharedDatabase database) throws SQLException {
        database.execute("insert into desktop_group (project_id, pool_id, enterprise_project_id, number)"
                + " values ('big', '', '', 0)");
        database.execute("""
                insert into desktop
                    (project_id, desktop_id, desktop_name, first_heard_at, described_at, number, group_number)
                select 'big', 'desk-' || n, 'Desk ' || n, now() - interval '9 days', now() - interval '9 days', n - 1, 0
                from generate_series(1, %d) as n
                """.formatted(desktops));
        database.execute("""
                insert into usage_segment (project_id, day, segment, positions, usage_seconds, logins, last_uses)
                select 'big', '%s', number >> 10, array_agg((number & 1023)::smallint),
                    array_agg((number + 1) %% 86400), array_agg(1 + (number + 1) %% 3), array_agg(12 * 7200)
                from desktop
                where project_id = 'big'
                group by number >> 10
                """.formatted(Office.yesterday()));
        database.execute("""
                insert into aggregated_day (project_id, day, desktops_used, usage_seconds, logins, sessions_read,
                    aggregated_at)
                values ('big', '%s', 0, 0, 0, 0, now())
                """.formatted(Office.yesterday()));
        database.execute("insert into project (project_id, aggregated_through) values ('big', '%s')"
                .formatted(Office.yesterday()));
        database.execute("analyze");
    }

    public String startedExport(ServiceProcess service) {
        return startedExport(service, "");
    }

    /** @param more parameters, each with a leading {@code &} */
    public String startedExport(ServiceProcess service, String more) {
        return service.client().json(EXPORT + more).get("task_id").asText();
    }

    public JsonNode task(ServiceProcess service, String task) {
        return service.client().json("/v1/big/export-tasks/" + task);
    }

    public JsonNode awaitEnd(ServiceProcess service, String task) {
        return Awaitility.await("rendered")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> task(service, task),
                        now -> !now.get("status").asText().equals("CREATING"));
    }

    public byte[] download(ServiceProcess service, JsonNode task) {
        return service.client()
                .bytes("/v2/big/export-tasks/" + task.get("task_id").asText() + "/download");
    }

    public static void awaitHalfAFile(SharedDatabase database, ServiceProcess worker) {
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

    public static List<Path> inTheMaking(SharedDatabase database) throws IOException {
        return database.files().stream()
                .filter(file -> file.toString().endsWith(".part"))
                .toList();
    }
}
