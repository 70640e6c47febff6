package dev.deskhours.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are far larger than the memory of the service. */
class LargeBodyIT {
    private static final TestKey KEY = TestKey.CALLER;
    private static final String TOKEN = "a-token";
    /** More for those who have the time: 3,200,000 are a gigabyte. */
    private static final int RECORDS = Integer.getInteger("large-body.records", 450_000);

    private static final int CHUNK = 1_000;
    private static final String SESSIONS = "/v1/large/sessions";
    private static final String NOTHING_ELSE = ",\"moved\":0,\"adjusted_times\":0,\"ignored_fields\":[]}";
    private static final String USER = "u".repeat(150);

    @TempDir
    Path directory;

    @Test
    void aBodyLargerThanTheHeapIsTakenWholeOrNotAtAll() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = secured(database).option("-Xmx128m").serve()) {
            ProcessClient client = service.client();

            HttpResponse<String> bad = signed(client, () -> followedBy(records(), "{\"session_id\":7"), "");
            assertThat(bad.statusCode()).as(bad.body()).isEqualTo(400);
            assertThat(bad.body()).contains("WKS.00211102").contains(String.valueOf(RECORDS + 1));
            assertNothingIsKept(database);

            HttpResponse<String> forged = signed(client, LargeBodyIT::records, record(RECORDS));
            assertThat(forged.statusCode()).as(forged.body()).isEqualTo(401);
            assertNothingIsKept(database);

            HttpResponse<String> good = signed(client, LargeBodyIT::records, "");
            assertThat(good.body())
                    .isEqualTo(("{\"received\":%1$d,\"inserted\":%1$d,\"updated\":0,\"unchanged\":0" + NOTHING_ELSE)
                            .formatted(RECORDS));
            assertThat(database.number("select count(*) from session")).isEqualTo(RECORDS);

            HttpResponse<String> again =
                    client.with("X-Auth-Token", TOKEN).stream(SESSIONS, "gzip", () -> gzipped(records()));
            assertThat(again.body())
                    .isEqualTo(("{\"received\":%1$d,\"inserted\":0,\"updated\":0,\"unchanged\":%1$d" + NOTHING_ELSE)
                            .formatted(RECORDS));
            service.assertAlive();
            System.out.printf("Most memory of the service: %d MiB%n", service.mostMemory());
        }
    }

    private ServiceProcess.Launch secured(SharedDatabase database) throws IOException {
        KeysText keys = new KeysText()
                .key(KEY.access(), KEY.secret(), List.of("*"), List.of("*"))
                .token(TOKEN, List.of("*"), List.of("*"));
        Path file = Files.writeString(directory.resolve("keys.yaml"), keys.toString());
        return database.launch().with("deskhours.auth.mode", "on").with("deskhours.auth.keys-file", file);
    }

    private static void assertNothingIsKept(SharedDatabase database) throws SQLException {
        assertThat(database.number("select count(*) from session")).isZero();
        assertThat(database.number("select count(*) from desktop")).isZero();
    }

    /** Signs one body and sends it with something behind it. */
    private static HttpResponse<String> signed(ProcessClient client, Supplier<InputStream> body, String smuggled) {
        WireRequest request = WireRequest.of(
                        "POST", SESSIONS, null, URI.create(client.url()).getAuthority())
                .with("Content-Type", "application/x-ndjson");
        TestSigner signer = new TestSigner(TestScheme.SDK_HMAC_SHA256, KEY).withBodyHash(sha256(body.get()));
        WireRequest signed = signer.sign(request, Instant.now());
        return client
                .with("X-Sdk-Date", signed.value("X-Sdk-Date"))
                .with("Authorization", signed.value("Authorization"))
                .stream(SESSIONS, "", () -> followedBy(body.get(), smuggled));
    }

    private static String sha256(InputStream body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(body, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new AssertionError(failure);
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
