package dev.deskhours.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.FirstColumn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The collector of a Linux host, on a file that its kernel would write (docs/imports/collect-linux.md). */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class LinuxCollectorTest {
    private static final Path SCRIPT = Path.of("src", "main", "collect", "linux", "deskhours-logons");
    private static final int SHUTDOWN = 1;
    private static final int BOOT = 2;
    private static final int LOGIN = 7;
    private static final int END = 8;
    private static final int RECORD_BYTES = 384;
    private static final int GONE = 99_999_999;
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path directory;

    @TestHTTPResource("/v1/linux/sessions")
    String address;

    @ConfigProperty(name = "deskhours.db.url")
    String database;

    @BeforeEach
    void writeTheFile() throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v utmpdump && command -v curl")
                        .start()
                        .waitFor()
                == 0);
        Files.writeString(directory.resolve("curl"), "url = \"" + address + "\"\nheader = \"X-Auth-Token: t\"\n");
        int alive = Math.toIntExact(ProcessHandle.current().pid());
        write(
                record(BOOT, 0, "~", "reboot", 30 * 3600),
                record(LOGIN, 41, "pts/0", "alice", 20 * 3600),
                record(END, 41, "pts/0", "", 19 * 3600),
                record(LOGIN, 42, "pts/1", "carl", 18 * 3600),
                record(SHUTDOWN, 0, "~", "shutdown", 17 * 3600),
                record(BOOT, 0, "~", "reboot", 16 * 3600),
                record(LOGIN, 43, "pts/1", "cut", 15 * 3600),
                record(BOOT, 0, "~", "reboot", 3 * 3600),
                record(LOGIN, alive, "pts/2", "o\"b\\", 2 * 3600),
                record(LOGIN, GONE, "pts/3", "gone", 2 * 3600));
    }

    @Test
    void sendsLogonsAndHeartbeatsAndMayDoSoAgain() throws Exception {
        assertThat(collect()).contains("\"received\":3", "\"inserted\":3");
        assertThat(sessions())
                .containsExactly(
                        "alice h1 " + ago(20) + " " + ago(19),
                        "carl h1 " + ago(18) + " " + ago(17),
                        "o\"b\\ h1 " + ago(2) + " open");
        assertThat(column("select (last_seen_at >= '" + NOW + "')::text from session where ended_at is null"
                        + " and project_id = 'linux'"))
                .containsExactly("true");

        assertThat(collect()).contains("\"received\":3", "\"inserted\":0");
        assertThat(sessions()).hasSize(3);
    }

    private String collect() throws Exception {
        ProcessBuilder collector =
                new ProcessBuilder("sh", SCRIPT.toAbsolutePath().toString()).redirectErrorStream(true);
        collector
                .environment()
                .putAll(Map.of(
                        "DESKHOURS_CURL_CONFIG",
                        directory.resolve("curl").toString(),
                        "DESKHOURS_WTMP",
                        directory.resolve("none") + " " + directory.resolve("wtmp"),
                        "DESKHOURS_DESKTOP",
                        "h1"));
        Process running = collector.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }

    private List<String> sessions() throws Exception {
        return column("select user_name || ' ' || desktop_id || ' ' || extract(epoch from started_at)::bigint || ' '"
                + " || coalesce(extract(epoch from ended_at)::bigint::text, 'open') from session"
                + " where project_id = 'linux' order by started_at");
    }

    private List<String> column(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:" + database, "postgres", "")) {
            return FirstColumn.of(connection, sql);
        }
    }

    private static long ago(int hours) {
        return NOW.getEpochSecond() - hours * 3600L;
    }

    private void write(byte[]... records) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(records.length * RECORD_BYTES);
        for (byte[] record : records) {
            file.put(record);
        }
        Files.write(directory.resolve("wtmp"), file.array());
    }

    /** As in utmp(5) on x86-64: type, process, terminal, its number, user, host, exit, session, seconds, microseconds. */
    private static byte[] record(int type, int process, String line, String user, int secondsAgo) {
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, type).putInt(4, process);
        record.put(8, line.getBytes(StandardCharsets.US_ASCII));
        record.put(44, user.getBytes(StandardCharsets.US_ASCII));
        record.putInt(340, Math.toIntExact(NOW.getEpochSecond() - secondsAgo));
        return record.array();
    }
}
