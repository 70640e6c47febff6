package dev.deskhours.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Presence signs keep the rules that sessions keep (docs/spec/api.md, Presence signs in). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class PresenceUploadTest {
    private static final Map<String, String> BOOT =
            Map.of("desktop_id", "desk", "at", "2020-01-20T08:00:00Z", "sign", "boot");
    private static final String CSV = "at,sign,desktop_id\n2020-01-20T08:00:00Z,boot,desk\n";
    private static final String NDJSON =
            "{\"desktop_id\": \"desk\", \"at\": \"2020-01-20T08:00:00Z\", \"sign\": \"boot\"}\n";

    @Test
    void theSameSignInAnyFormatIsOne() throws IOException {
        ServiceClient service = new ServiceClient("presence-formats");
        counts(service.post("/v1/{project}/presence", List.of(BOOT, BOOT)).then(), 2, 1);
        counts(send(service, "text/csv; charset=utf-8", CSV), 1, 0);
        counts(send(service, "application/x-ndjson; charset=utf-8", NDJSON), 1, 0);
        counts(
                service.request()
                        .contentType("text/csv; charset=utf-8")
                        .header("Content-Encoding", "gzip")
                        .body(gzip(CSV))
                        .post("/v1/{project}/presence")
                        .then(),
                1,
                0);
    }

    @Test
    void aNamedSessionMakesAnotherHeartbeatAndNoOtherBoot() {
        ServiceClient service = new ServiceClient("presence-named");
        String header = "desktop_id,at,sign,session_id\n";
        counts(send(service, "text/csv; charset=utf-8", header + "desk,2020-01-20T08:00:00Z,boot,s-1\n"), 1, 1);
        counts(send(service, "text/csv; charset=utf-8", header + "desk,2020-01-20T08:00:00Z,boot,\n"), 1, 0);
        counts(send(service, "text/csv; charset=utf-8", header + "desk,2020-01-20T08:00:00Z,seen,s-1\n"), 1, 1);
        counts(send(service, "text/csv; charset=utf-8", header + "desk,2020-01-20T08:00:00Z,seen,\n"), 1, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,2020-01-20T08:00:00Z,boot     | desktop_id is missing
            desk,,boot                     | at is missing
            desk,yesterday,boot            | at 'yesterday' is not a time
            desk,2020-03-01T08:00:00Z,boot | at '2020-03-01T08:00:00Z' is in the future
            desk,2018-01-20T08:00:00Z,boot | , the oldest kept
            desk,2020-01-20T08:00:00Z,     | sign is missing
            desk,2020-01-20T08:00:00Z,Boot | sign 'Boot' is not one of boot, shutdown, offline, seen
            """)
    void aBadSignIsNamedAndNothingIsStored(String record, String reason) {
        ServiceClient service = new ServiceClient("presence-bad");
        send(
                        service,
                        "text/csv; charset=utf-8",
                        "desktop_id,at,sign\nother,2020-01-20T08:00:00Z,seen\n" + record + "\n",
                        400)
                .body("error_msg", containsString("1 bad record: line 3: "))
                .body("error_msg", containsString(reason));
    }

    @Test
    void signsMakeNoDesktop() {
        ServiceClient service = new ServiceClient("presence-alone");
        counts(service.post("/v1/{project}/presence", List.of(BOOT)).then(), 1, 1);
        service.aggregate("2020-01-20", "2020-01-21");
        assertThat(service.desktops("2020-01-20", "2020-01-21")).isEmpty();
    }

    private static void counts(ValidatableResponse answer, int received, int inserted) {
        answer.statusCode(200)
                .body("received", equalTo(received))
                .body("inserted", equalTo(inserted))
                .body("updated", equalTo(0))
                .body("unchanged", equalTo(received - inserted));
    }

    private static ValidatableResponse send(ServiceClient service, String type, String body) {
        return send(service, type, body, 200);
    }

    private static ValidatableResponse send(ServiceClient service, String type, String body, int status) {
        return service.request()
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/{project}/presence")
                .then()
                .statusCode(status);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
