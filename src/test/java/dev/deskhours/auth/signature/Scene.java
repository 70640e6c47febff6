package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** A client before a service: what it asks for, and how it signs. */
record Scene(TestSigner signer, String host, String projectId, Instant now) {
    static final String TASK = "0123456789abcdef0123456789abcdef";

    /** A query, with parameters that need escapes. */
    WireRequest list() {
        Instant end = now.truncatedTo(ChronoUnit.DAYS);
        Instant start = end.minus(Duration.ofDays(2));
        String query = "start_time=" + TestSigner.escape(start.toString()) + "&end_time="
                + TestSigner.escape(end.toString()) + "&resource_name=" + TestSigner.escape("Büro ~1+2*3")
                + "&resource_id=&limit=10";
        return get("/v2/" + projectId + "/statistics/metrics/desktops", query);
    }

    WireRequest task(String taskId) {
        return get("/v1/" + projectId + "/export-tasks/" + taskId, null);
    }

    /** An upload of one session. */
    WireRequest upload() {
        return WireRequest.of("POST", "/v1/" + projectId + "/sessions", null, host)
                .plus("Content-Type", "application/json")
                .withBody(body("desk-1"));
    }

    /** An upload of the same length as {@link #upload()}, of another session. */
    WireRequest otherUpload() {
        return upload().withBody(body("desk-2"));
    }

    WireRequest sign(WireRequest request) {
        return signer.sign(request, now);
    }

    /** Signs one request, and sends another with its headers. */
    WireRequest signThen(WireRequest request, UnaryOperator<WireRequest> change) {
        return change.apply(sign(request));
    }

    Scene with(TestSigner other) {
        return new Scene(other, host, projectId, now);
    }

    private WireRequest get(String path, String query) {
        return WireRequest.of("GET", path, query, host)
                .plus("User-Agent", "test/1.0")
                .plus("X-Project-Id", projectId);
    }

    private byte[] body(String desktopId) {
        String session = "[{\"session_id\": \"s-1\", \"desktop_id\": \"" + desktopId + "\", \"started_at\": \""
                + now.minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS) + "\"}]";
        return session.getBytes(StandardCharsets.UTF_8);
    }
}
