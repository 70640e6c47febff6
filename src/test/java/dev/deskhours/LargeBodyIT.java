package dev.deskhours;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are far larger than the memory of the service. */
class LargeBodyIT {
    private static final int RECORDS = 700_000;
    private static final int CHUNK = 1_000;
    private static final String SESSIONS = "/v1/large/sessions";
    private static final String USER = "u".repeat(150);

    @Test
    void aBodyLargerThanTheHeapIsTakenWholeOrNotAtAll() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = database.launch().option("-Xmx128m").serve()) {
            ProcessClient client = service.client();

            HttpResponse<String> bad = client.stream(SESSIONS, "", () -> followedBy(records(), "{\"session_id\":7"));
            assertThat(bad.statusCode()).as(bad.body()).isEqualTo(400);
            assertThat(bad.body()).contains("WKS.00211102").contains(String.valueOf(RECORDS + 1));
            assertThat(database.number("select count(*) from session")).isZero();
            assertThat(database.number("select count(*) from desktop")).isZero();

            HttpResponse<String> good = client.stream(SESSIONS, "", LargeBodyIT::records);
            assertThat(good.body())
                    .isEqualTo(
                            "{\"received\":%1$d,\"inserted\":%1$d,\"updated\":0,\"unchanged\":0}".formatted(RECORDS));
            assertThat(database.number("select count(*) from session")).isEqualTo(RECORDS);

            HttpResponse<String> again = client.stream(SESSIONS, "gzip", () -> gzipped(records()));
            assertThat(again.body())
                    .isEqualTo(
                            "{\"received\":%1$d,\"inserted\":0,\"updated\":0,\"unchanged\":%1$d}".formatted(RECORDS));
            service.assertAlive();
            System.out.printf("Most memory of the service: %d MiB%n", service.mostMemory());
        }
    }

    /** Some 330 bytes each. */
    private static InputStream records() {
        return new SequenceInputStream(new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < RECORDS;
            }

            @Override
            public InputStream nextElement() {
                StringBuilder text = new StringBuilder();
                for (int end = next + CHUNK; next < end; next++) {
                    text.append(record(next)).append('\n');
                }
                return stream(text.toString());
            }
        });
    }

    private static String record(int number) {
        return "{\"session_id\":\"session-" + number + "\",\"desktop_id\":\"desktop-" + number % 5000
                + "\",\"started_at\":\"" + Office.yesterday().minusDays(number / 5000 % 100)
                + "T08:00:00Z\",\"ended_at\":\""
                + Office.yesterday().minusDays(number / 5000 % 100) + "T17:00:00Z\",\"user_name\":\"" + USER + "\"}";
    }

    private static InputStream followedBy(InputStream body, String last) {
        return new SequenceInputStream(body, stream(last));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream gzipped(InputStream plain) {
        try {
            PipedInputStream read = new PipedInputStream(1 << 16);
            PipedOutputStream written = new PipedOutputStream(read);
            Thread writer = new Thread(() -> compress(plain, written), "gzip");
            writer.setDaemon(true);
            writer.start();
            return read;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void compress(InputStream plain, PipedOutputStream written) {
        try (GZIPOutputStream gzip = new GZIPOutputStream(written)) {
            plain.transferTo(gzip);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
