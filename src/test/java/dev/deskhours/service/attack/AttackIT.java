package dev.deskhours.service.attack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Artifact;
import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.StockPostgres;
import dev.deskhours.testing.Tenant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that others do to stop the service, at once, against a process of the size of the manifests; meanwhile somebody works
 * with it (docs/threat-model.md). {@code -Dattack.seconds=120} makes it as long as docs/performance.md tells of.
 */
@Tag("trouble")
class AttackIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("attack.seconds", 20));
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final double LONGEST_LIST_SECONDS = 1;

    /** 60 % of 192 MB, as the image has it; the collector of the executable is chosen when it is built. */
    private static final List<String> OPTIONS = Artifact.BUILT.isExecutable()
            ? List.of("-Xmx115m")
            : List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx115m", "-XX:+ExitOnOutOfMemoryError");

    private static final String GOOD = "everything-in-good";
    private static final String BAD = "everything-in-bad";
    private static final String ACCESS_KEY = "AKGOOD00000000000001";

    @Test
    void aGoodClientGoesOnWorking() throws Exception {
        StockPostgres.assumeInstalled();
        try (SharedDatabase database = new SharedDatabase(StockPostgres.start());
                ServiceProcess service = launch(database).serve()) {
            ProcessClient client = service.client().with("X-Auth-Token", GOOD);
            Office office = new Office(400, 3);
            new Tenant(client, "good", office).goTheMainWay();
            database.execute("analyze");
            new GoodClient(client, "good", office).work(WARM_UP);
            GoodClient good = new GoodClient(client, "good", office);
            List<Runnable> attacks = attacks(service.client());

            ExecutorService attackers = Executors.newFixedThreadPool(attacks.size());
            try {
                attacks.forEach(attackers::execute);
                good.work(LENGTH);
            } finally {
                attackers.shutdownNow();
            }

            assertThat(attackers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            attacks.forEach(attack -> System.out.println("attack: " + attack));
            System.out.printf("attack: %s; the process had at most %d MB%n", good, service.mostMemory());
            service.assertAlive();
            assertThat(good.wrong()).isEmpty();
            assertThat(good.slowestOf(99)).as(good.toString()).isLessThan(LONGEST_LIST_SECONDS);
        }
    }

    private static ServiceProcess.Launch launch(SharedDatabase database) throws IOException {
        KeysText keys = new KeysText()
                .key(ACCESS_KEY, "s".repeat(40), List.of("good"), List.of("*"))
                .token(GOOD, List.of("good"), List.of("*"))
                .token(BAD, List.of("bad"), List.of("*"));
        Path file = Files.writeString(Files.createTempFile("deskhours-keys", ".yaml"), keys.toString());
        ServiceProcess.Launch launch =
                database.launch().with("deskhours.auth.mode", "on").with("deskhours.auth.keys-file", file);
        for (String option : OPTIONS) {
            launch = launch.option(option);
        }
        return launch;
    }

    private static List<Runnable> attacks(ProcessClient service) throws IOException {
        int port = URI.create(service.url()).getPort();
        ProcessClient bad = service.with("X-Auth-Token", BAD);
        byte[] newlines = zipped("\n", 500_000_000);
        byte[] badRecords = zipped("{\"session_id\":0}\n", 150_000_000);
        return List.of(
                new HeldConnections(
                        "uploads with a wrong signature, a byte every 8 s",
                        port,
                        200,
                        bytes(head("/v1/good/sessions", wrongSignature(), 1_000_000)),
                        Duration.ofSeconds(8)),
                new HeldConnections("uploads that fall silent", port, 8, silentUpload(), NEVER),
                new HeldConnections("bodies of 1 MB with a wrong signature", port, 300, unprovenBody(), NEVER),
                new Flood(
                        "runs by hand",
                        () -> bad.post(
                                "/v1/aggregation-runs",
                                "application/json",
                                "{\"project_id\":\"bad\",\"first_day\":\"%s\",\"last_day\":\"%s\"}"
                                        .formatted(Office.yesterday().minusDays(100), Office.yesterday()))),
                new Flood("gzip of newlines", () -> upload(bad, newlines)),
                new Flood("gzip of bad records", () -> upload(bad, badRecords)));
    }

    private static HttpResponse<String> upload(ProcessClient client, byte[] body) {
        return client.stream("/v1/bad/sessions", "gzip", () -> new ByteArrayInputStream(body));
    }

    private static byte[] silentUpload() {
        String record = "{\"session_id\":\"s-%d\",\"desktop_id\":\"d\",\"started_at\":\"" + Office.yesterday()
                + "T08:00:00Z\"}\n";
        StringBuilder text = new StringBuilder(head("/v1/bad/sessions", "X-Auth-Token: " + BAD, 10_000_000));
        for (int number = 0; number < 4_100; number++) {
            text.append(record.formatted(number));
        }
        return bytes(text.toString());
    }

    private static byte[] unprovenBody() {
        return bytes(head("/v1/good/export-tasks", wrongSignature(), 1_000_000) + "{" + " ".repeat(999_998));
    }

    private static String head(String path, String credentials, int length) {
        String type = path.endsWith("sessions") ? "application/x-ndjson" : "application/json";
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type + "\r\n" + credentials
                + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String wrongSignature() {
        String now = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return "X-Sdk-Date: " + now + "\r\nAuthorization: SDK-HMAC-SHA256 Access=" + ACCESS_KEY
                + ", SignedHeaders=host;x-sdk-date, Signature=" + "0".repeat(64);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param length before it is zipped */
    private static byte[] zipped(String repeated, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = bytes(repeated.repeat(1_000_000 / repeated.length()));
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (int written = 0; written < length; written += block.length) {
                zip.write(block);
            }
        }
        return bytes.toByteArray();
    }
}
