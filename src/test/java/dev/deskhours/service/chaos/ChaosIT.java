package dev.deskhours.service.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.StockPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes are killed and frozen, the database is stopped and crashes, and all the while exports are asked for, sessions
 * arrive and days are counted: nothing that was accepted is lost or done twice, and all numbers are right.
 * {@code -Dchaos.seed=N} brings the same trouble again, {@code -Dchaos.seconds=N} longer.
 */
@Tag("trouble")
class ChaosIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 40));
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

    @Test
    void nothingAcceptedIsLostAndAllNumbersAreRight() throws Exception {
        StockPostgres.assumeInstalled();
        System.out.printf("chaos: seed %d%n", SEED);
        StockPostgres server = StockPostgres.start();
        try (SharedDatabase database = new SharedDatabase(server);
                Cluster cluster = Cluster.start(launch(database), 2)) {
            Exports.PROJECT.fill(database);
            Exports exports = new Exports(cluster, SEED + 1);
            Uploads uploads = new Uploads(cluster, SEED + 2);
            Nights nights = new Nights(cluster, SEED + 3);
            try (Work work = Work.begin(exports, uploads, nights)) {
                Map<?, Integer> happened = new Trouble(cluster, server, SEED).happen(LENGTH);
                work.end();
                System.out.printf(
                        "chaos: %s; %d exports, %d uploads and %d nights accepted%n",
                        happened, exports.accepted(), uploads.taken(), nights.begun());
            }
            exports.askAgainForAll();
            exports.assertNoneIsLost(database);
            assertNumbersAreRight(database, uploads, nights);
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed %d: %s".formatted(SEED, failure), failure);
        }
    }

    private static ServiceProcess.Launch launch(SharedDatabase database) {
        return database.launch()
                // As few connections as there may be: nobody may hold one while it waits for another.
                .with("deskhours.db.pool-size", 4)
                .with("deskhours.export.lease", "5s")
                .with("deskhours.export.sweep-every", "2s")
                .with("deskhours.export.max-attempts", 100)
                .with("deskhours.export.max-unfinished-per-project", 10_000)
                .with("deskhours.limits.requests-per-second", 1_000_000)
                .with("deskhours.limits.burst", 1_000_000);
    }

    private static void assertNumbersAreRight(SharedDatabase database, Uploads uploads, Nights nights)
            throws Exception {
        Set<String> current = Nights.current(database);
        Map<String, Uploads.Usage> expected = uploads.expected(database);
        assertThat(ofDays(Nights.stored(database), current))
                .as("days that count as counted: %s", current)
                .isEqualTo(ofDays(expected, current));

        nights.undisturbed();

        assertThat(Nights.current(database)).hasSize(Uploads.DAYS);
        assertThat(Nights.stored(database)).isEqualTo(expected).isNotEmpty();
    }

    private static Map<String, Uploads.Usage> ofDays(Map<String, Uploads.Usage> usage, Set<String> days) {
        Map<String, Uploads.Usage> some = new TreeMap<>(usage);
        some.keySet().removeIf(dayAndDesktop -> !days.contains(dayAndDesktop.split(" ")[0]));
        return some;
    }
}
