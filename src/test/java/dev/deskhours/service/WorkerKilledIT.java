package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.BigProject;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker dies in the middle of a file; another makes the file that would have been. */
class WorkerKilledIT {
    private static final BigProject BIG = new BigProject(400_000);

    @Test
    void anotherWorkerFinishesTheSameFile() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess api =
                        database.launch().with("deskhours.roles", "api").serve()) {
            BIG.fill(database);
            ServiceProcess.Launch worker = database.launch("work").with("deskhours.export.lease", "5s");
            String task = BIG.startedExport(api);
            try (ServiceProcess victim = worker.start()) {
                BigProject.awaitHalfAFile(database, victim);
                victim.kill();
            }
            assertThat(BigProject.inTheMaking(database)).hasSize(1);
            assertThat(BIG.task(api, task).get("status").asText()).isEqualTo("CREATING");

            try (ServiceProcess survivor = database.launch()
                    .with("deskhours.export.lease", "5s")
                    .with("deskhours.export.sweep-every", "1s")
                    .serve()) {
                JsonNode taken = BIG.awaitEnd(survivor, task);
                JsonNode undisturbed = BIG.awaitEnd(survivor, BIG.startedExport(survivor));

                assertThat(taken.get("attempt").asInt()).isEqualTo(2);
                assertThat(taken.get("row_count").asInt()).isEqualTo(BIG.desktops());
                assertThat(undisturbed.get("attempt").asInt()).isEqualTo(1);
                assertThat(taken.get("sha256")).isEqualTo(undisturbed.get("sha256"));
                byte[] file = BIG.download(survivor, taken);
                assertThat(file).isEqualTo(BIG.download(survivor, undisturbed));
                assertThat(new String(file, StandardCharsets.UTF_8).lines()).hasSize(BIG.desktops() + 1);
                Awaitility.await("swept").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                                BigProject.inTheMaking(database))
                        .isEmpty());
                assertThat(database.files()).hasSize(2);
            }
        }
    }
}
