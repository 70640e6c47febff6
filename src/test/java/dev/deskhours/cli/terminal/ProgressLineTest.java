package dev.deskhours.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(5 * SECOND);

    @Test
    void bytesRateAndTimeLeft() throws IOException {
        assertThat(after(2 * SECOND, 4_000_000, 10_000_000)).contains("4.0 of 10.0 MB, 2.0 MB/s, 3 s left");
    }

    @Test
    void ofAnUnknownLengthThereIsNoTimeLeft() throws IOException {
        assertThat(after(SECOND, 1_500_000, 0)).contains("1.5 MB, 1.5 MB/s").doesNotContain("left");
    }

    @Test
    void shortWorkShowsNothing() throws IOException {
        assertThat(after(SECOND / 10, 1000, 1000)).isEmpty();
    }

    private String after(long elapsed, int bytes, long total) throws IOException {
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (ProgressLine line = new ProgressLine(out, total, nanos::get);
                InputStream watched = line.watch(new ByteArrayInputStream(new byte[bytes]))) {
            nanos.addAndGet(elapsed);
            assertThat(watched.read(new byte[bytes])).isEqualTo(bytes);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }
}
