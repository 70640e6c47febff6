package dev.deskhours.session.mapping;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The binary file beside what {@code last -F} and {@code utmpdump} say of it. */
class WtmpTest {
    private static final int RECORD_BYTES = 384;
    private static final Map<String, String> HOST = Map.of("desktop_id", "h1");
    private static final Path LAST = Path.of("/usr/bin/last");
    private static final Path UTMPDUMP = Path.of("/usr/bin/utmpdump");

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void loginsEndWithTheirTerminalTheNextOneThereOrTheMachine() {
        writeTwoDays();
        Imported imported = Imported.recognised(file.toByteArray(), null, HOST);
        assertThat(imported.preset()).isEqualTo("wtmp");
        assertThat(sessions(imported))
                .containsExactlyInAnyOrder(
                        "wei 2026-11-24T18:00:00Z 2026-11-25T00:00:00Z",
                        "sam 2026-11-24T19:00:00Z 2026-11-24T19:30:00Z",
                        "mia 2026-11-24T19:30:00Z 2026-11-25T00:00:00Z",
                        "wei 2026-11-25T22:10:13Z 2026-11-26T08:55:02Z",
                        "wei 2026-11-26T09:00:00Z null");
    }

    @Test
    void lastSaysTheSame(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(LAST), "last is not installed");
        writeTwoDays();
        String printed = printed(directory, LAST.toString(), "-F", "-f");
        assertThat(new TreeSet<>(sessions(Imported.recognised(printed, "UTC", HOST))))
                .isEqualTo(new TreeSet<>(sessions(Imported.recognised(file.toByteArray(), null, HOST))));
    }

    @Test
    void utmpdumpReadsTheSameRecords(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(UTMPDUMP), "utmpdump is not installed");
        writeTwoDays();
        assertThat(printed(directory, UTMPDUMP.toString()).lines().filter(line -> line.startsWith("[7]")))
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("[wei", "tty2", "2026-11-25T22:10:13"));
    }

    private void writeTwoDays() {
        write(2, "~", "reboot", "2026-11-24T07:00:00Z");
        write(7, "tty2", "wei", "2026-11-24T18:00:00Z");
        write(7, "pts/0", "sam", "2026-11-24T19:00:00Z");
        // the end of sam's is lost; the terminal is given to mia
        write(7, "pts/0", "mia", "2026-11-24T19:30:00Z");
        write(1, "~", "shutdown", "2026-11-25T00:00:00Z");
        write(2, "~", "reboot", "2026-11-25T08:00:00Z");
        write(7, "tty2", "wei", "2026-11-25T22:10:13Z");
        write(2, "~", "reboot", "2026-11-26T08:55:02Z");
        write(7, "tty2", "wei", "2026-11-26T09:00:00Z");
    }

    private void write(int type, String line, String user, String at) {
        ByteBuffer entry = ByteBuffer.allocate(RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        entry.putShort(0, (short) type);
        // A process that lives: last takes a login whose process is gone for one that has no end.
        entry.putInt(4, (int) ProcessHandle.current().pid());
        entry.put(8, line.getBytes(StandardCharsets.UTF_8));
        entry.put(40, line.substring(Math.max(0, line.length() - 4)).getBytes(StandardCharsets.UTF_8));
        entry.put(44, user.getBytes(StandardCharsets.UTF_8));
        entry.putInt(340, (int) Instant.parse(at).getEpochSecond());
        file.writeBytes(entry.array());
    }

    private String printed(Path directory, String... command) throws IOException, InterruptedException {
        Path wtmp = Files.write(directory.resolve("wtmp"), file.toByteArray());
        List<String> words = new ArrayList<>(List.of(command));
        words.add(wtmp.toString());
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    private static List<String> sessions(Imported imported) {
        assertThat(imported.flaws()).isEmpty();
        return imported.records().stream()
                .map(session ->
                        session.get("user_name") + " " + session.get("started_at") + " " + session.get("ended_at"))
                .toList();
    }
}
