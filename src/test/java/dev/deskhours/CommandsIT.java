package dev.deskhours;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands as somebody types them, with nothing but a data directory. */
class CommandsIT {
    private static final Office OFFICE = new Office(10, 2);
    private static final String FROM = OFFICE.firstDay() + "T00:00:00Z";
    private static final String TO = Office.yesterday() + "T23:59:59Z";
    private static final String HEADER = "resource_id,resource_name,";

    @TempDir
    Path files;

    private Path data;

    @BeforeEach
    void newDataDirectory() throws IOException {
        data = Files.createDirectory(files.resolve("data"));
    }

    @Test
    void helpAndVersionNeedNoDatabase() {
        ServiceProcess.Ended help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("Usage: deskhours", "serve", "import", "import-desktops", "aggregate", "export", "work");
        ServiceProcess.Ended version = run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("deskhours [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R");
        assertThat(run("export", "--help").out()).contains("--start-time");
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fly", "--loud", "import", "export --project p", "aggregate --first-day yesterday"})
    void wrongUsage(String line) {
        ServiceProcess.Ended ended = run(line.split(" "));
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("\tat ").hasLineCount(2);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void fromFilesToCsv() throws Exception {
        assertThat(good("import-desktops", "--project", "office", file("desktops.csv", """
                        desktop_id,desktop_name,created_at
                        desk-00000,"=Front, desk",
                        desk-never,Spare,%sT00:00:00Z
                        """.formatted(
                                Office.yesterday()))))
                .contains("2 desktops: 2 new");
        assertThat(good("import", "--project", "office", file("a.ndjson", OFFICE.ndjson())))
                .contains("20 sessions: 20 new");
        assertThat(good("import", "--project", "office", zipped("a.ndjson.gz", OFFICE.ndjson())))
                .contains("20 sessions: 0 new, 0 changed, 20 unchanged");
        String array = "[" + String.join(",", OFFICE.ndjson().lines().toList()) + "]";
        String csv = "session_id,desktop_id,started_at\nmore,desk-00001," + Office.yesterday() + "T06:00:00Z\n";
        assertThat(good("import", "--project", "office", file("a.json", array), file("b.csv", csv)))
                .contains("20 sessions: 0 new, 0 changed, 20 unchanged", "1 sessions: 1 new");
        ServiceProcess.Ended piped = launch("import", "--project", "office", "-")
                .input(Path.of(file("piped", OFFICE.ndjson())))
                .run();
        assertThat(piped.err()).contains("-: 20 sessions: 0 new, 0 changed, 20 unchanged");
        assertThat(piped.exitCode()).isZero();

        assertThat(good("aggregate")).contains("1 projects, 21 sessions read, 20 desktop-days written");

        ServiceProcess.Ended printed = run(export());
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out())
                .startsWith(HEADER)
                .contains("\"'=Front, desk\"", "desk-never")
                .endsWith("\r\n");
        assertThat(printed.out().lines()).hasSize(1 + 11);
        assertThat(printed.err()).contains("11 desktops exported");
        Path target = files.resolve("usage.csv");
        good(export("-o", target.toString()));
        assertThat(target).hasContent(printed.out());

        assertThat(good("work", "--until-empty")).contains("0 exports rendered");
    }

    @Test
    void aBadFileStoresNothingAndSaysWhyInOneLine() throws Exception {
        String bad = OFFICE.ndjson() + "{\"session_id\":\"x\"}\n";
        assertThat(refused("import", "--project", "office", file("bad.ndjson", bad)))
                .contains("21")
                .contains("desktop_id");
        assertThat(refused(
                        "import",
                        "--project",
                        "office",
                        files.resolve("none.csv").toString()))
                .contains("none.csv");
        assertThat(refused("import", "--project", "office", file("notes.txt", "x")))
                .contains("notes.txt");
        assertThat(refused("import", "--project", "office", file("no.ndjson.gz", "this is not gzip")))
                .contains("gzip");
        Path whole = Path.of(zipped("whole.ndjson.gz", OFFICE.ndjson()));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(files.resolve("cut.ndjson.gz"), Arrays.copyOf(bytes, bytes.length - 20));
        refused("import", "--project", "office", cut.toString());
        refused("import", "--project", "not good", whole.toString());
        refused(export("--min-idle-days", "many"));

        assertThat(good("import", "--project", "office", whole.toString())).contains("20 sessions: 20 new");
    }

    @Test
    void oneProcessADataDirectoryAndNothingIsLostWhenItIsKilled() throws Exception {
        try (ServiceProcess service = launch().serve()) {
            ProcessClient.good(service.client().post("/v1/office/sessions", "application/x-ndjson", OFFICE.ndjson()));
            assertThat(refused("aggregate")).contains("in use by another running Deskhours");
            service.kill();
        }
        long start = System.nanoTime();
        try (ServiceProcess service = launch().serve()) {
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
        assertThat(run(export()).out().lines()).hasSize(1 + OFFICE.desktops());
        assertThat(postgresProcesses()).isEmpty();
    }

    @Test
    void waitingExportsAreRenderedByWork() {
        try (ServiceProcess service = launch().with("deskhours.roles", "api").serve()) {
            for (int task = 0; task < 3; task++) {
                service.client().json("/v3/office/statistics/metrics/desktops/export?" + OFFICE.period());
            }
        }
        assertThat(good("work", "--until-empty")).contains("3 exports rendered");
        assertThat(good("work", "--until-empty")).contains("0 exports rendered");
    }

    private ServiceProcess.Launch launch(String... command) {
        return ServiceProcess.Launch.of(command).with("deskhours.data-dir", data);
    }

    private ServiceProcess.Ended run(String... command) {
        return launch(command).run();
    }

    /** What a command says that does its work. */
    private String good(String... command) {
        ServiceProcess.Ended ended = run(command);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).isEmpty();
        return ended.err();
    }

    /** The one line of a command that fails. */
    private String refused(String... command) {
        ServiceProcess.Ended ended = run(command);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().strip()).hasLineCount(1);
        return ended.err();
    }

    private static String[] export(String... more) {
        List<String> command =
                new ArrayList<>(List.of("export", "--project", "office", "--start-time", FROM, "--end-time", TO));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(files.resolve(name), content).toString();
    }

    private String zipped(String name, String content) throws IOException {
        Path file = files.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
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
