package dev.deskhours.service;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.RawHttp2;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever comes over the wire is answered as the contract says, and fills no log. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class InvalidRequestsTest {
    static final String HOST = "Host: localhost\r\n";
    private static final String END = "Connection: close\r\n\r\n";
    static final String PUT = "PUT /v1/errors/settings HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST;
    private static final String POST = "POST /v1/errors/sessions HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST;

    private final Errors errors = new Errors();

    /** What is logged as an error. */
    private static final class Errors extends ExtHandler {
        private final StringBuffer lines = new StringBuffer();

        @Override
        protected void doPublish(ExtLogRecord message) {
            if (message.getLevel().intValue() >= Level.SEVERE.intValue()) {
                lines.append(message.getFormattedMessage()).append('\n');
            }
        }
    }

    @BeforeEach
    void listen() {
        LogContext.getLogContext().getLogger("").addHandler(errors);
    }

    @AfterEach
    void fillsNoLog() {
        LogContext.getLogContext().getLogger("").removeHandler(errors);
        assertThat(errors.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "{", "}", "<", ">", "\\", "^", "|", "`", "%", "%zz", "%4"})
    void charactersThatNoUriHas(String text) {
        for (String uri : new String[] {
            "/v1/a" + text + "/settings", "/v1/errors/settings?x=" + text, "/" + text, "/q/" + text, "/page/" + text
        }) {
            assertRefused(400, "GET " + uri + " HTTP/1.1\r\n" + HOST + END);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a b\r\n", "Host: [\r\n", "Host: a:99999\r\n", "Host: a\r\nHost: b\r\n"})
    void hostsThatAreNone(String host) {
        assertRefused(400, "GET /v1/errors/settings HTTP/1.1\r\n" + host + END);
        assertRefused(400, "GET /q/health HTTP/1.1\r\n" + host + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET v1/errors/settings HTTP/1.1", "GET * HTTP/1.1", "CONNECT localhost:80 HTTP/1.1", "NONSENSE"
            })
    void requestLinesThatAreNone(String line) {
        assertRefused(400, line + "\r\n" + HOST + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bad Name: x\r\n",
                ": x\r\n",
                "Content-Length: x\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n"
            })
    void headersThatAreNone(String header) {
        assertRefused(400, PUT + header + END + "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}XX0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n"})
    void chunksThatAreNone(String chunks) {
        assertRefused(400, PUT + "Transfer-Encoding: chunked\r\n" + END + chunks);
        assertRefused(400, POST + "Transfer-Encoding: chunked\r\n" + END + chunks);
    }

    /** What is answered before the body is looked at comes, too. */
    @ParameterizedTest
    @CsvSource({
        "/v1/errors/settings#,PUT",
        "/v1}/errors/sessions,POST",
        "/v1/f%zz/presence,POST",
        "/nowhere,PUT",
        "/v1/errors/settings,DELETE",
        "/q/health,POST"
    })
    void chunksThatAreNoneWhereNoBodyIsRead(String uri, String method) {
        String answer = RawHttp.text(method + " " + uri + " HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST
                + "Transfer-Encoding: chunked\r\n" + END + "2\r\n{}\r\nno length\r\n\r\n");
        assertThat(answer).as(uri).startsWith("HTTP/1.1 ").containsIgnoringCase("\r\nx-request-id: ");
    }

    @ParameterizedTest
    @CsvSource({"20000,414", "200000,414"})
    void longUris(int length, int status) {
        assertRefused(status, "GET /v1/" + "x".repeat(length) + " HTTP/1.1\r\n" + HOST + END);
    }

    @ParameterizedTest
    @CsvSource({"40000,431", "200000,431"})
    void longHeaders(int length, int status) {
        assertRefused(status, "GET / HTTP/1.1\r\n" + HOST + "X-Padding: " + "x".repeat(length) + "\r\n" + END);
    }

    @Test
    void bodiesThatAreBrokenOff() throws IOException {
        for (String head : new String[] {PUT, POST}) {
            try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
                socket.getOutputStream()
                        .write((head + "Content-Length: 1000\r\n\r\n[{").getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(RawHttp.text("GET /q/health/live HTTP/1.1\r\n" + HOST + END)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void http2WithoutAuthority() {
        RawHttp2.Answer answer =
                RawHttp2.send(WireRequest.of("GET", "/v1/errors/settings", null, "localhost"), "http", null);

        assertThat(answer.status()).isEqualTo("400");
        assertThat(answer.headers().get("x-request-id")).isNotNull();
        assertThat(answer.body()).contains("\"error_code\":\"WKS.00211102\"");
    }

    static void assertRefused(int status, String request) {
        String answer = RawHttp.text(request);
        assertThat(answer)
                .as(request.substring(0, Math.min(80, request.length())))
                .matches("(?s)HTTP/1[.][01] " + status + " .*")
                .containsPattern("(?i)\r\nx-request-id: [0-9a-f]{32}\r\n")
                .containsPattern("(?i)\r\ncontent-type: application/json")
                .containsPattern("\\{\"error_code\":\"[A-Z0-9.]+\",\"error_msg\":\"[^\"]{2,}\"}")
                .doesNotContainIgnoringCase("exception");
    }
}
