package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.Artifact;
import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.Shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** The service and its commands with nothing but a data directory, which only the JVM package can. */
class EmbeddedDatabaseIT {
    private static final Office OFFICE = new Office(10, 2);

    @TempDir
    Path data;

    private Shell shell;

    @BeforeEach
    void useTheDataDirectory() {
        assumeFalse(Artifact.BUILT.isExecutable(), "the native executable has no database of its own");
        shell = new Shell(ServiceProcess.Launch.of().with("deskhours.data-dir", data));
    }

    @Test
    void waitingExportsAreRenderedByWork() {
        try (ServiceProcess service =
                shell.launch().with("deskhours.roles", "api").serve()) {
            service.client().json("/v3/office/statistics/metrics/desktops/export?" + OFFICE.period());
        }
        assertThat(shell.good("work", "--until-empty")).contains("1 exports rendered");
        assertThat(shell.good("work", "--until-empty")).contains("0 exports rendered");
    }

    @Test
    void oneProcessADataDirectoryAndNothingIsLostWhenItIsKilled() throws Exception {
        try (ServiceProcess service = shell.launch().serve()) {
            ProcessClient.good(service.client().post("/v1/office/sessions", "application/x-ndjson", OFFICE.ndjson()));
            assertThat(shell.refused("aggregate")).contains("in use by another running Deskhours");
            service.kill();
        }
        long start = System.nanoTime();
        try (ServiceProcess service = shell.launch().serve()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            Awaitility.await("the day is there")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> service.client()
                                    .json("/v2/office/statistics/metrics/desktops?" + OFFICE.period())
                                    .get("count")
                                    .asInt()
                            == OFFICE.desktops());
            assertThat(postgresProcesses()).isNotEmpty();
            service.terminate();
        }
        assertThat(postgresProcesses()).isEmpty();
        assertThat(exported().lines()).hasSize(1 + OFFICE.desktops());
        assertThat(postgresProcesses()).isEmpty();
    }

    private String exported() {
        return shell.run(
                        "export",
                        "--project",
                        "office",
                        "--start-time",
                        OFFICE.firstDay() + "T00:00:00Z",
                        "--end-time",
                        Office.yesterday() + "T23:59:59Z")
                .out();
    }

    /** The database servers that work in this data directory; a zombie does not. */
    private List<ProcessHandle> postgresProcesses() {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, data.resolve("postgresql")))
                .toList();
    }

    private static boolean worksIn(ProcessHandle process, Path directory) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), directory);
        } catch (IOException gone) {
            return false;
        }
    }
}
