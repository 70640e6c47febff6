package dev.deskhours.db.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class EmbeddedDatabaseTest {
    @TempDir
    Path directory;

    private Process child;

    @AfterEach
    void endChild() throws InterruptedException {
        if (child != null) {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void dataIsKeptAcrossRestarts() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            writeNote(database.url());
        }
        assertThat(serverProcesses()).isEmpty();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(ask(database.url(), "SELECT text FROM note")).isEqualTo("kept");
        }
        assertThat(serverProcesses()).isEmpty();
    }

    @Test
    void writesAreDurableAndOnlyThisMachineReachesTheServer() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(database.user()).isEqualTo("postgres");
            assertThat(database.url()).matches("postgresql://127\\.0\\.0\\.1:\\d+/deskhours");
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(ask(database.url(), "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(database.url(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database.url(), "SHOW unix_socket_directories")).isEmpty();
            // SHOW gives the zone that the JDBC driver asks for; RESET would give that one too
            assertThat(Files.readString(cluster().resolve("postmaster.opts"))).contains("timezone=UTC");
            assertThat(ask(database.url(), "SHOW shared_buffers")).isEqualTo("128MB");
            assertThat(ask(database.url(), "SHOW max_connections")).isEqualTo("100");
            assertThat(ask(database.url(), "SELECT upper('é') || ('Z' < 'a')")).isEqualTo("Étrue");
        }
    }

    @Test
    void secondStartIsRefusedInTheSameAndInAnotherProcess() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                    .isInstanceOf(DataDirectoryLock.InUseException.class)
                    .hasMessageContaining(directory.toRealPath().toString())
                    .hasMessageNotContaining("\n");
            assertThat(startInChild())
                    .startsWith(EmbeddedDatabaseProgram.REFUSED)
                    .contains(directory.toRealPath().toString());
        }
    }

    @Test
    void serverThatOutlivedItsKilledProcessIsTakenOver() throws Exception {
        String url = startedInChild();
        writeNote(url);
        ProcessHandle server = serverProcess();
        child.destroyForcibly().waitFor();
        assertThat(server.isAlive()).isTrue();

        long before = System.nanoTime();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            assertThat(database.url()).isEqualTo(url);
            assertThat(ask(url, "SELECT text FROM note")).isEqualTo("kept");
        }
        assertStopped(server);
    }

    @Test
    void serverStopsWhenItsProcessIsTerminated() throws Exception {
        startedInChild();
        ProcessHandle server = serverProcess();
        child.destroy();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertStopped(server);
    }

    @Test
    void serverStopsWhenItsProcessEnds() throws Exception {
        startedInChild();
        ProcessHandle server = serverProcess();
        child.getOutputStream().close();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertStopped(server);
    }

    @Test
    void pidFileOfAnotherProgramIsStale() throws Exception {
        EmbeddedDatabase.start(directory).close();
        Process other = new ProcessBuilder("cat").start();
        Files.write(pidFile(), List.of(Long.toString(other.pid()), cluster().toString(), "1", "1", "", "127.0.0.1"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(ask(database.url(), "SELECT 1")).isEqualTo("1");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void serverThatCrashedRecovers() throws Exception {
        writeNote(startedInChild());
        child.destroyForcibly().waitFor();
        ProcessHandle server = serverProcess();
        server.destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(ask(database.url(), "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void interruptedCreationIsMadeAgain() throws Exception {
        Files.writeString(directory.resolve("postgresql.creating"), "");
        Files.createDirectories(cluster().resolve("base"));
        Files.writeString(cluster().resolve("PG_VERSION"), "17");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            assertThat(ask(database.url(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(directory.resolve("postgresql.creating")).doesNotExist();
    }

    @Test
    void interruptedUnpackingIsDoneAgain() throws Exception {
        Path unpacked = directory.resolve("postgresql-binaries/unpacked");
        EmbeddedDatabase.start(directory).close();
        try (var versions = Files.list(unpacked)) {
            Files.delete(versions.findFirst().orElseThrow().resolve(".exists"));
        }
        EmbeddedDatabase.start(directory).close();
        assertThat(serverProcesses()).isEmpty();
    }

    @Test
    void failureToStartSaysWhy() throws IOException {
        Files.createDirectories(cluster());
        Files.writeString(cluster().resolve("stranger"), "");
        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOf(EmbeddedDatabase.StartException.class)
                .hasMessageContaining("exists but is not empty");
        assertThat(cluster().resolve("stranger")).exists();
    }

    @Test
    void othersReachNeitherDataNorBinaries() throws Exception {
        EmbeddedDatabase.start(directory).close();
        for (Path path : List.of(cluster(), directory.resolve("postgresql-binaries"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as("%s", path)
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void startOnceGivesTheRunningServer() throws Exception {
        String url = EmbeddedDatabase.startOnce(directory);
        ProcessHandle server = serverProcess();
        assertThat(EmbeddedDatabase.startOnce(directory)).isEqualTo(url);
        assertThat(ask(url, "SELECT 1")).isEqualTo("1");
        new DatabaseServer(cluster(), server, 0).stop();
    }

    private void writeNote(String url) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (text text)");
            statement.execute("INSERT INTO note VALUES ('kept')");
        }
    }

    private static String ask(String url, String query) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url, "postgres", "");
    }

    private String startedInChild() throws IOException {
        String line = startInChild();
        assertThat(line).startsWith(EmbeddedDatabaseProgram.STARTED);
        return line.substring(EmbeddedDatabaseProgram.STARTED.length());
    }

    private String startInChild() throws IOException {
        child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedDatabaseProgram.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = child.inputReader();
        return output.lines()
                .filter(line -> line.startsWith(EmbeddedDatabaseProgram.STARTED)
                        || line.startsWith(EmbeddedDatabaseProgram.REFUSED))
                .findFirst()
                .orElseThrow();
    }

    private void assertStopped(ProcessHandle server) {
        await().until(() -> !server.isAlive());
        assertThat(serverProcesses()).isEmpty();
        assertThat(pidFile()).doesNotExist();
    }

    private ProcessHandle serverProcess() {
        return PostmasterPid.read(cluster()).orElseThrow().liveProcess().orElseThrow();
    }

    /** All processes of the binaries under our data directory: the server and its children. */
    private List<ProcessHandle> serverProcesses() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").startsWith(directory.toString()))
                .toList();
    }

    private Path cluster() {
        return directory.resolve("postgresql");
    }

    private Path pidFile() {
        return PostmasterPid.file(cluster());
    }
}
