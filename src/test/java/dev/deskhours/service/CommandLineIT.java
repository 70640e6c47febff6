package dev.deskhours.service;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.Artifact;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.Shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What is answered before any database is looked for. */
class CommandLineIT {
    @TempDir
    Path data;

    private Shell shell;

    @BeforeEach
    void useTheDataDirectory() {
        shell = new Shell(ServiceProcess.Launch.of().with("deskhours.data-dir", data));
    }

    @Test
    void helpAndVersionNeedNoDatabase() {
        ServiceProcess.Ended help = shell.run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains(
                        "Usage: deskhours",
                        "serve",
                        "import",
                        "import-desktops",
                        "aggregate",
                        "export",
                        "work",
                        "migrate");
        ServiceProcess.Ended version = shell.run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out())
                .matches("deskhours [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(commit \\S+ of \\S+Z, (native|Java [0-9].*)\\)\\R");
        assertThat(shell.run("export", "--help").out()).contains("--start-time");
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fly", "--loud", "import", "export --project p", "aggregate --first-day yesterday"})
    void wrongUsage(String line) {
        ServiceProcess.Ended ended = shell.run(line.split(" "));
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("\tat ").hasLineCount(2);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void theExecutableSaysWhichDatabaseToSet() {
        assumeTrue(Artifact.BUILT.isExecutable(), "the JVM package brings a database of its own");
        assertThat(shell.refused()).contains("deskhours.db.url", "DESKHOURS_DB_URL");
        assertThat(shell.refused("aggregate")).contains("deskhours.db.url", "DESKHOURS_DB_URL");
        assertThat(data).isEmptyDirectory();
    }
}
