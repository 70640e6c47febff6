package dev.deskhours.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Shell;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands as somebody types them. */
class CommandsIT {
    private static final Office OFFICE = new Office(10, 2);
    private static final String FROM = OFFICE.firstDay() + "T00:00:00Z";
    private static final String TO = Office.yesterday() + "T23:59:59Z";
    private static final String HEADER = "resource_id,resource_name,";

    @TempDir
    Path files;

    private SharedDatabase database;
    private Shell shell;

    @BeforeEach
    void startDatabase() throws IOException {
        database = new SharedDatabase();
        shell = new Shell(database.launch());
    }

    @AfterEach
    void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void fromFilesToCsv() throws Exception {
        assertThat(shell.good("import-desktops", "--project", "office", file("desktops.csv", """
                        desktop_id,desktop_name,created_at
                        desk-00000,"=Front, desk",
                        desk-never,Spare,%sT00:00:00Z
                        """.formatted(
                                Office.yesterday()))))
                .contains("2 desktops: 2 new");
        assertThat(shell.good("import", "--project", "office", file("a.ndjson", OFFICE.ndjson())))
                .contains("20 sessions: 20 new");
        assertThat(shell.good("import", "--project", "office", zipped("a.ndjson.gz", OFFICE.ndjson())))
                .contains("20 sessions: 0 new, 0 changed, 20 unchanged");
        String array = "[" + String.join(",", OFFICE.ndjson().lines().toList()) + "]";
        String csv = "session_id,desktop_id,started_at\nmore,desk-00001," + Office.yesterday() + "T06:00:00Z\n";
        assertThat(shell.good("import", "--project", "office", file("a.json", array), file("b.csv", csv)))
                .contains("20 sessions: 0 new, 0 changed, 20 unchanged", "1 sessions: 1 new");
        ServiceProcess.Ended piped = database.launch("import", "--project", "office", "-")
                .input(Path.of(file("piped", OFFICE.ndjson())))
                .run();
        assertThat(piped.err()).contains("-: 20 sessions: 0 new, 0 changed, 20 unchanged");
        assertThat(piped.exitCode()).isZero();

        assertThat(shell.good("aggregate")).contains("1 projects, 21 sessions read, 20 desktop-days written");

        ServiceProcess.Ended printed = shell.run(export());
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out())
                .startsWith(HEADER)
                .contains("\"'=Front, desk\"", "desk-never")
                .endsWith("\r\n");
        assertThat(printed.out().lines()).hasSize(1 + 11);
        assertThat(printed.err()).contains("11 desktops exported");
        Path target = files.resolve("usage.csv");
        shell.good(export("-o", target.toString()));
        assertThat(target).hasContent(printed.out());

        assertThat(shell.good("work", "--until-empty")).contains("0 exports rendered");
    }

    @Test
    void aBadFileStoresNothingAndSaysWhyInOneLine() throws Exception {
        String bad = OFFICE.ndjson() + "{\"session_id\":\"x\"}\n";
        assertThat(shell.refused("import", "--project", "office", file("bad.ndjson", bad)))
                .contains("21")
                .contains("desktop_id");
        assertThat(shell.refused(
                        "import",
                        "--project",
                        "office",
                        files.resolve("none.csv").toString()))
                .contains("none.csv");
        assertThat(shell.refused("import", "--project", "office", file("notes.txt", "x")))
                .contains("notes.txt");
        assertThat(shell.refused("import", "--project", "office", file("no.ndjson.gz", "this is not gzip")))
                .contains("gzip");
        Path whole = Path.of(zipped("whole.ndjson.gz", OFFICE.ndjson()));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(files.resolve("cut.ndjson.gz"), Arrays.copyOf(bytes, bytes.length - 20));
        shell.refused("import", "--project", "office", cut.toString());
        shell.refused("import", "--project", "not good", whole.toString());
        shell.refused(export("--min-idle-days", "many"));

        assertThat(shell.good("import", "--project", "office", whole.toString()))
                .contains("20 sessions: 20 new");
    }

    @Test
    void waitingExportsAreRenderedByWork() {
        try (ServiceProcess service =
                database.launch().with("deskhours.roles", "api").serve()) {
            for (int task = 0; task < 3; task++) {
                service.client().json("/v3/office/statistics/metrics/desktops/export?" + OFFICE.period());
            }
        }
        assertThat(shell.good("work", "--until-empty")).contains("3 exports rendered");
        assertThat(shell.good("work", "--until-empty")).contains("0 exports rendered");
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
}
