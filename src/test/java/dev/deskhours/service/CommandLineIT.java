package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    void whatIsMistypedIsRefusedWithTheNearestName() {
        assertThat(wrong("imprt", "a.csv")).contains("there is no command imprt", "Did you mean import");
        assertThat(wrong("import", "a.csv", "--projct", "p"))
                .contains("there is no option --projct", "Did you mean --project?");
        assertThat(wrong("help", "exprt")).contains("there is no command exprt", "export");
        assertThat(wrong("aggregate", "--first-day", "yesterday")).contains("'yesterday' is no day, as 2026-11-01");
        assertThat(wrong("aggregate", "--first-day", "2026-11-02", "--last-day", "2026-11-01"))
                .contains("--last-day is before --first-day");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whatCannotBeReadOrReachedIsSaidBeforeAnythingStarts() {
        for (String command : List.of("import", "import-desktops")) {
            assertThat(shell.refused(command, "none.csv", "--project", "p"))
                    .isEqualTo("none.csv cannot be read: there is no such file" + System.lineSeparator());
        }
        assertThat(shell.refused("aggregate", "--url", "http://127.0.0.1:9"))
                .contains("http://127.0.0.1:9 does not answer");
        assertThat(shell.refused("aggregate", "--url", "desks")).contains("--url desks is no address of a service");
        assertThat(shell.refused(
                        "export", "--project", "p", "--start-time", "2026-11-01T00:00:00Z", "--end-time", "soon"))
                .contains("end_time 'soon' is not a time");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void whatIsSetWronglyIsSaidBeforeAnythingStarts() {
        assertThat(new Shell(shell.launch().with("deskhours.retntion.days", 90)).refused())
                .startsWith("DESKHOURS_RETNTION_DAYS is no setting; did you mean DESKHOURS_RETENTION_DAYS?");
        assertThat(new Shell(shell.launch().with("deskhours.aggregation.cron", "at two")).refused("aggregate"))
                .startsWith(
                        "deskhours.aggregation.cron (DESKHOURS_AGGREGATION_CRON) is at two; allowed is second minute");
        assertThat(new Shell(shell.launch().with("deskhours.db.url", "jdbc:postgresql://me:secret@db/x")).refused())
                .startsWith(
                        "deskhours.db.url (DESKHOURS_DB_URL) is jdbc:postgresql://...@db/x; allowed is postgresql://")
                .doesNotContain("secret");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertThat(new Shell(shell.launch().with("deskhours.db.url", "postgresql://nowhere.invalid:5432/desks"))
                        .refused())
                .startsWith("deskhours.db.url is postgresql://nowhere.invalid:5432/desks")
                .contains("cannot be reached there: ");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(shell.run("help").out()).contains("Usage: deskhours", "import", "completion");
        assertThat(shell.run("help", "import").out()).contains("--aggregate", "--url", "--token", "--dry-run");
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertThat(shell.run("completion", "fish").exitCode()).isEqualTo(2);
        Path script = Files.writeString(
                data.resolve("completion"), shell.run("completion", "bash").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(deskhours imp); COMP_CWORD=1; _complete_deskhours; "
                                + "echo ${COMPREPLY[@]}; COMP_WORDS=(deskhours import --dr); COMP_CWORD=2; "
                                + "_complete_deskhours; echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("import import-desktops", "--dry-run");
    }

    private String wrong(String... command) {
        ServiceProcess.Ended ended = shell.run(command);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).doesNotContain("Exception", "java.").hasLineCount(2);
        return ended.err();
    }

    @Test
    void theExecutableSaysWhichDatabaseToSet() {
        assumeTrue(Artifact.BUILT.isExecutable(), "the JVM package brings a database of its own");
        assertThat(shell.refused()).contains("deskhours.db.url", "DESKHOURS_DB_URL");
        assertThat(shell.refused("aggregate")).contains("deskhours.db.url", "DESKHOURS_DB_URL");
        assertThat(data).isEmptyDirectory();
    }
}
