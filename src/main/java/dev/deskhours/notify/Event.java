package dev.deskhours.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import io.vertx.core.json.JsonObject;

/**
 * Something that has happened in a project (docs/spec/delivery.md, Webhooks).
 *
 * @param cause what has happened, in words that are the same however often it is noted and different for everything else of
 *     this type in the project, such as the id of a task: it makes the id of the event
 * @param data ids, days and numbers, as text, numbers, booleans and {@code null}, which is left out; no rows. The message
 *     has at most {@value #MAX_BYTES} bytes
 */
public record Event(String projectId, EventType type, String cause, Map<String, ?> data) {
    static final int MAX_BYTES = 20_000;

    private static final int ID_BYTES = 16;
    private static final String LINK = "link";

    /** The same for the same project, type and cause; without a dot, which the signature takes for a separator. */
    String id() {
        String whole = String.join("\0", projectId, type.toString(), cause);
        return "evt_" + HexFormat.of().formatHex(sha256(whole), 0, ID_BYTES);
    }

    /**
     * The message, the same at each try.
     *
     * @param linkBase what a link in {@code data}, a path of the service, begins with
     * @throws IllegalStateException if it is too long
     */
    String body(Instant at, String linkBase) {
        JsonObject fields = new JsonObject().put("project_id", projectId);
        new TreeMap<>(data).forEach((name, value) -> putIfThere(fields, name, value, linkBase));
        String body = new JsonObject()
                .put("type", type.toString())
                .put("timestamp", at.toString())
                .put("data", fields)
                .encode();
        if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalStateException("a message of " + type + " would be longer than " + MAX_BYTES + " bytes");
        }
        return body;
    }

    private static void putIfThere(JsonObject fields, String name, Object value, String linkBase) {
        if (value != null) {
            fields.put(name, name.equals(LINK) ? linkBase + value : value);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java platform has SHA-256", failure);
        }
    }
}
