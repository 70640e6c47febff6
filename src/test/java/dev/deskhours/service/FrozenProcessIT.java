package dev.deskhours.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.BigProject;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As a cloud function (docs/spec/operations.md, Deployment): a process may be frozen or gone as soon as it has
 * answered, and between two requests nothing may be running at all.
 */
class FrozenProcessIT {
    private static final BigProject BIG = new BigProject(200_000);

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
    void killedRightAfterItsAnswerItLosesNothing() throws Exception {
        isRenderedByTheNextAfter(ServiceProcess::kill);
    }

    @Test
    void frozenRightAfterItsAnswerItLosesNothing() throws Exception {
        isRenderedByTheNextAfter(ServiceProcess::freeze);
    }

    @Test
    void wokenAfterAnotherHasTakenOverItChangesNothing() throws Exception {
        try (ServiceProcess first = serve()) {
            BIG.fill(database);
            String task = BIG.startedExport(first);
            BigProject.awaitHalfAFile(database, first);
            first.freeze();
            Published published;
            try (ServiceProcess second = serve()) {
                assertThat(BIG.awaitEnd(second, task).get("attempt").asInt()).isGreaterThan(1);
                published = Published.of(database, task);
            } finally {
                first.thaw();
            }

            JsonNode next = BIG.awaitEnd(first, BIG.startedExport(first));
            assertThat(next.get("status").asText()).as("it goes on working").isEqualTo("SUCCESS");
            first.terminate();
            assertThat(Published.of(database, task)).isEqualTo(published);
            assertThat(first.count("Export finished")).isEqualTo(1);
            assertThat(BigProject.inTheMaking(database)).isEmpty();
            assertThat(database.files()).hasSize(2);
        }
    }

    @Test
    void wokenBeforeAnybodyElseCameItGoesOn() throws Exception {
        try (ServiceProcess only = serve()) {
            BIG.fill(database);
            String task = BIG.startedExport(only);
            BigProject.awaitHalfAFile(database, only);
            only.freeze();
            try {
                Awaitility.await("the lease is over")
                        .atMost(Duration.ofSeconds(30))
                        .until(() ->
                                database.number("select count(*) from export_task where lease_until < now()") == 1);
            } finally {
                only.thaw();
            }
            assertThat(BIG.awaitEnd(only, task).get("status").asText()).isEqualTo("SUCCESS");
            assertThat(database.files()).hasSize(1);
        }
    }

    private void isRenderedByTheNextAfter(Consumer<ServiceProcess> end) throws Exception {
        ServiceProcess first = serve();
        try {
            BIG.fill(database);
            String task = BIG.startedExport(first);
            end.accept(first);
            try (ServiceProcess next = serve()) {
                JsonNode rendered = BIG.awaitEnd(next, task);
                assertThat(rendered.get("status").asText()).isEqualTo("SUCCESS");
                assertThat(database.column("select task_id from export_task")).containsExactly(task);
                assertThat(next.count("Export finished")).isEqualTo(1);

                JsonNode undisturbed = BIG.awaitEnd(next, BIG.startedExport(next));
                byte[] file = BIG.download(next, rendered);
                assertThat(file).isEqualTo(BIG.download(next, undisturbed));
                assertThat(new String(file, StandardCharsets.UTF_8).lines()).hasSize(BIG.desktops() + 1);
            }
        } finally {
            first.kill();
        }
    }

    private ServiceProcess serve() {
        return database.launch()
                .with("deskhours.roles", "api,worker")
                .with("deskhours.export.lease", "5s")
                .serve();
    }

    /** All that a caller could notice of a rendered export. */
    private record Published(List<String> row, FileTime written) {
        static Published of(SharedDatabase database, String task) throws SQLException, IOException {
            String key = database.column("select file_key from export_task where task_id = '" + task + "'")
                    .get(0);
            return new Published(
                    database.column("select t::text from export_task t where task_id = '" + task + "'"),
                    Files.getLastModifiedTime(database.exports().resolve(key)));
        }
    }
}
