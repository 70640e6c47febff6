package dev.deskhours.service;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.OWN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that never end, or that nobody stands by, hold up nobody but their senders (docs/threat-model.md). */
@QuarkusTest
@WithTestResource(
        value = SecuredService.class,
        initArgs = {
            @ResourceArg(name = "deskhours.limits.uploads.unproven-rate-window", value = "3s"),
            @ResourceArg(name = "deskhours.limits.uploads.rate-window", value = "3s"),
            @ResourceArg(name = "deskhours.limits.requests-per-second", value = "1000000"),
            @ResourceArg(name = "deskhours.limits.burst", value = "1000000")
        })
class UploadAttacksTest {
    private static final TestKey OWNER = new TestKey(SecuredService.ACCESS_KEY, SecuredService.SECRET_KEY);
    private static final TestKey WRONG = new TestKey(SecuredService.ACCESS_KEY, "not-the-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FAR_MORE = 100_000_000;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void twoHundredUnprovenBodiesThatFallSilent() throws IOException {
        for (int count = 0; count < 200; count++) {
            begin(signed(WRONG, upload(OWN)), "{");
        }
        long start = System.nanoTime();
        given().header("X-Auth-Token", ADMINISTRATOR)
                .get("/v1/" + OWN + "/settings")
                .then()
                .statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        RawHttp.Answer good =
                RawHttp.FROM_LOCALHOST.send(signed(OWNER, upload(OWN).withBody(sessions("good", 3))));
        assertThat(good.text()).contains("\"inserted\":3,");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        for (Socket socket : open) {
            assertThat(answer(socket)).contains(" 400 ").contains("the body came too slowly");
        }
    }

    @Test
    void provenBodiesThatFallSilentAfterManyRecords() throws IOException {
        for (int count = 0; count < 30; count++) {
            begin(
                    upload("silent-" + count % 2).with("X-Auth-Token", ADMINISTRATOR),
                    sessions("silent-" + count, 4_100));
        }
        RawHttp.Answer good = RawHttp.FROM_LOCALHOST.send(
                upload("silent-0").with("X-Auth-Token", ADMINISTRATOR).withBody(sessions("good", 5_000)));
        assertThat(good.text()).contains("\"inserted\":5000,");
        for (Socket socket : open) {
            assertThat(answer(socket)).contains(" 400 ").contains("the body came too slowly");
        }
        assertNothingWasKept("silent-1");
    }

    @Test
    void bodiesOfOneCallerAreBounded() throws IOException {
        for (int count = 0; count < 32; count++) {
            begin(upload("many-" + count).with("X-Auth-Token", SecuredService.HOSTILE_TOKEN), "{");
        }
        for (int count = 0; count < 32; count++) {
            begin(upload(SecuredService.HOSTILE).with("X-Auth-Token", SecuredService.HOSTILE_TOKEN), "{");
        }
        // It may come in before the last of them.
        RawHttp.Answer oneMore = Awaitility.await("refused")
                .until(
                        () -> RawHttp.FROM_LOCALHOST.send(upload(SecuredService.HOSTILE)
                                .with("X-Auth-Token", SecuredService.HOSTILE_TOKEN)
                                .withBody(sessions("one-more", 1))),
                        answer -> answer.status() == 429);
        assertThat(oneMore.text()).containsPattern("(?i)retry-after: [1-9]").contains("too many uploads at once");
        RawHttp.Answer other = RawHttp.FROM_LOCALHOST.send(
                upload("bounded").with("X-Auth-Token", ADMINISTRATOR).withBody(sessions("other", 1)));
        assertThat(other.text()).contains("\"inserted\":1,");
    }

    @Test
    void callerWhoHangsUpInTheMiddleOfTheBody() throws IOException {
        List<String> errors = new ArrayList<>();
        Handler handler = errorsInto(errors);
        Logger.getLogger("").addHandler(handler);
        try {
            double before = refusals("cut_off");
            begin(upload("cut-off").with("X-Auth-Token", ADMINISTRATOR), sessions("cut-off", 5_000))
                    .close();
            Awaitility.await().atMost(PATIENCE).until(() -> refusals("cut_off") > before);
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertThat(errors).isEmpty();
        assertNothingWasKept("cut-off");
    }

    @Test
    void callerWhoDoesNotWaitForTheAnswer() throws IOException {
        String body = sessions("gone", 300_000);
        double before = refusedBytes();
        Socket socket = begin(upload("gone").with("X-Auth-Token", ADMINISTRATOR), body, body.length());
        socket.close();
        // Where the end of the body and the end of the connection are seen at once, it counts as cut off.
        Awaitility.await().atMost(PATIENCE).until(() -> refusedBytes() > before);
        assertNothingWasKept("gone");
    }

    @Test
    void bodyThatUnpacksToFarTooMuch() throws IOException {
        byte[] bomb = gzip("\n".repeat(200 << 20));
        long start = System.nanoTime();
        RawHttp.Answer answer = RawHttp.FROM_LOCALHOST.send(upload(OWN)
                .with("X-Auth-Token", ADMINISTRATOR)
                .with("Content-Encoding", "gzip")
                .withBody(bomb));
        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.text()).contains("unpacks to more than 200 times its size");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void clientThatAsksBeforeItSends() throws IOException {
        String body = sessions("asked", 2);
        Socket socket = connected();
        WireRequest request =
                upload("asked").with("X-Auth-Token", ADMINISTRATOR).with("Expect", "100-continue");
        write(socket, head(request, body.length()));
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(reader.readLine()).startsWith("HTTP/1.1 100");
        write(socket, body);
        assertThat(reader.lines().collect(Collectors.joining("\n"))).contains("\"inserted\":2,");
    }

    private static void assertNothingWasKept(String project) {
        String some = sessions("gone", 10) + "\n" + sessions("cut-off", 10) + "\n" + sessions("silent-1", 10);
        RawHttp.Answer answer = RawHttp.FROM_LOCALHOST.send(
                upload(project).with("X-Auth-Token", ADMINISTRATOR).withBody(some));
        assertThat(answer.text()).contains("\"inserted\":30,");
    }

    private static double refusals(String reason) {
        return metric("deskhours_upload_refusals_total", reason);
    }

    private static double refusedBytes() {
        return metric("deskhours_upload_bytes_total", "refused");
    }

    private static double metric(String name, String value) {
        String metrics =
                given().header("X-Auth-Token", ADMINISTRATOR).get("/q/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith(name) && line.contains('"' + value + '"'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static Handler errorsInto(List<String> errors) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    errors.add(line.getLevel() + " " + line.getMessage());
                }
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }

    /** Begins an upload of far more than it sends. */
    private Socket begin(WireRequest request, String body) throws IOException {
        return begin(request, body, FAR_MORE);
    }

    private Socket begin(WireRequest request, String body, int length) throws IOException {
        Socket socket = connected();
        try {
            write(socket, head(request, length) + body);
        } catch (SocketException refusedAlready) {
            assertThat(answer(socket)).contains("error_code");
        }
        return socket;
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        open.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String answer(Socket socket) {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String head(WireRequest request, int length) {
        return request.method() + " " + request.target() + " HTTP/1.1\r\n"
                + request.headers().stream()
                        .map(header -> header.name() + ": " + header.value() + "\r\n")
                        .collect(Collectors.joining())
                + "Content-Length: " + length + "\r\nConnection: close\r\n\r\n";
    }

    private static WireRequest signed(TestKey key, WireRequest request) {
        return new TestSigner(TestScheme.SDK_HMAC_SHA256, key).sign(request, Instant.now());
    }

    private static WireRequest upload(String project) {
        return WireRequest.of("POST", "/v1/" + project + "/sessions", null, RawHttp.host())
                .with("Content-Type", "application/x-ndjson");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static String sessions(String name, int count) {
        String day = Instant.now().minusSeconds(86_400).toString().substring(0, 10);
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"session_id\":\"%s-%d\",\"desktop_id\":\"%s\",\"started_at\":\"%sT09:00:00Z\"}"
                        .formatted(name, number, name, day))
                .collect(Collectors.joining("\n"));
    }
}
