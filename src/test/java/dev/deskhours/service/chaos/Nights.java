package dev.deskhours.service.chaos;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Days counted over and over while sessions arrive. */
final class Nights implements Work.Round {
    private static final String RANGE = "{\"project_id\":\"%s\",\"first_day\":\"%s\",\"last_day\":\"%s\"}"
            .formatted(Uploads.PROJECT, Office.yesterday().minusDays(Uploads.DAYS - 1), Office.yesterday());

    private final Cluster cluster;
    private final Random random;
    private int begun;

    Nights(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    @Override
    public void go() {
        try {
            var answer = cluster.any(random).post("/v1/aggregation-runs", "application/json", RANGE);
            assertThat(answer.statusCode()).as(answer.body()).isIn(202, 429, 503);
            begun += answer.statusCode() == 202 ? 1 : 0;
        } catch (UncheckedIOException noAnswer) {
            // It may have begun all the same.
        }
    }

    @Override
    public long pauseMillis() {
        return 1_500;
    }

    int begun() {
        return begun;
    }

    /** One more, which nothing cuts; those that were accepted before it may still be waiting. */
    void undisturbed() {
        ProcessClient client = cluster.any(random);
        String run = Awaitility.await("accepted")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.post("/v1/aggregation-runs", "application/json", RANGE),
                        answer -> answer.statusCode() == 202)
                .body();
        String id = ProcessClient.parsed(run).get("run_id").asText();
        Awaitility.await("counted by run " + id).atMost(Duration.ofMinutes(2)).until(() -> StreamSupport.stream(
                        client.json("/v1/aggregation-runs?limit=100")
                                .get("runs")
                                .spliterator(),
                        false)
                .anyMatch(one -> one.get("run_id").asText().equals(id)
                        && one.get("status").asText().equals("SUCCESS")));
    }

    /** What stands there of the days that count as counted. */
    static Map<String, Uploads.Usage> stored(SharedDatabase database) throws SQLException {
        Map<String, Uploads.Usage> stored = new TreeMap<>();
        for (String line : database.column("select day || ' ' || desktop_id || ' ' || usage_seconds || ' ' || logins"
                + " from usage_day where project_id = '" + Uploads.PROJECT + "'")) {
            String[] part = line.split(" ");
            stored.put(part[0] + " " + part[1], new Uploads.Usage(Long.parseLong(part[2]), Long.parseLong(part[3])));
        }
        return stored;
    }

    /** The days that nobody has to count again. */
    static Set<String> current(SharedDatabase database) throws SQLException {
        return database
                .column("select day::text from aggregated_day where project_id = '" + Uploads.PROJECT
                        + "' and day not in" + " (select day from stale_day where project_id = '" + Uploads.PROJECT
                        + "')")
                .stream()
                .collect(Collectors.toSet());
    }
}
