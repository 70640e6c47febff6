package dev.deskhours.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.Artifact;
import dev.deskhours.testing.Office;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.Shell;
import dev.deskhours.testing.StockPostgres;
import dev.deskhours.testing.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** What docs/operating.md (Backup) says is typed as it stands there, and what is restored gives the same files. */
class BackupIT {
    private static final Office OFFICE = new Office(30, 4);
    private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)```");

    @TempDir
    Path directory;

    @Test
    void aDumpIsRestoredOnAnotherServer() throws Exception {
        StockPostgres.assumeInstalled();
        List<String> blocks = blocks();
        String dump = blocks.get(0);
        String roles = blocks.get(1);
        String restore = blocks.get(2);
        String before;
        try (StockPostgres server = StockPostgres.start()) {
            execute(server, roles);
            execute(server, "create database deskhours owner deskhours_owner");
            Shell shell = shell(server);
            load(shell);
            before = exported(shell);
            run(server, dump);
        }
        try (StockPostgres server = StockPostgres.start()) {
            execute(server, roles);
            run(server, restore);
            Shell shell = shell(server);
            assertThat(exported(shell)).isEqualTo(before);
            assertThat(shell.good("aggregate")).contains("desktop-days written");
            assertThat(exported(shell)).isEqualTo(before);
        }
        assertThat(before.lines()).hasSize(1 + OFFICE.desktops());
    }

    @Test
    void aCopyOfTheDataDirectoryOfAStoppedServiceIsAll() throws Exception {
        assumeFalse(Artifact.BUILT.isExecutable(), "the native executable has no database of its own");
        Shell shell = new Shell(ServiceProcess.Launch.of().with("deskhours.data-dir", directory.resolve("data")));
        load(shell);
        String before = exported(shell);

        run(
                Map.of(),
                blocks().get(3)
                        .lines()
                        .filter(line -> line.startsWith("cp "))
                        .findFirst()
                        .orElseThrow());

        Shell copy = new Shell(ServiceProcess.Launch.of().with("deskhours.data-dir", directory.resolve("backup")));
        assertThat(exported(copy)).isEqualTo(before);
        assertThat(before.lines()).hasSize(1 + OFFICE.desktops());
    }

    private void load(Shell shell) throws IOException {
        Path sessions = Files.writeString(directory.resolve("sessions.ndjson"), OFFICE.ndjson());
        shell.good("import", sessions.toString(), "--project", "office", "--aggregate");
    }

    private static String exported(Shell shell) {
        ServiceProcess.Ended ended = shell.run(
                "export",
                "--project",
                "office",
                "--start-time",
                OFFICE.firstDay() + "T00:00:00Z",
                "--end-time",
                Office.yesterday() + "T23:59:59Z");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    private Shell shell(TestServer server) {
        return new Shell(ServiceProcess.Launch.of()
                .with("deskhours.db.url", server.url("deskhours"))
                .with("deskhours.db.user", "deskhours")
                .with("deskhours.db.owner-user", "deskhours_owner")
                .with("deskhours.data-dir", directory.resolve("files")));
    }

    private static void execute(TestServer server, String sql) throws Exception {
        try (Connection connection = server.connect(TestServer.SUPERUSER, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(TestServer server, String command) throws Exception {
        String programs = StockPostgres.programs().orElseThrow().toString();
        run(
                Map.of(
                        "PATH",
                        programs + ":" + System.getenv("PATH"),
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        "" + server.port(),
                        "PGUSER",
                        TestServer.SUPERUSER),
                command);
    }

    private void run(Map<String, String> environment, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** The dump, the roles, the restore, the copy. */
    private static List<String> blocks() throws IOException {
        String page = Files.readString(Path.of("docs", "operating.md"));
        String section = page.substring(page.indexOf("\n## Backup\n"), page.indexOf("\n## Upgrade\n"));
        List<String> blocks =
                BLOCK.matcher(section).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(4);
        return blocks;
    }
}
