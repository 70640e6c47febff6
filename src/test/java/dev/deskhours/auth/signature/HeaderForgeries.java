package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

/** The values of headers. */
final class HeaderForgeries {
    private static final String NOTE = "X-Note";

    private HeaderForgeries() {}

    static List<Forgery> of(Scene scene) {
        WireRequest list = scene.sign(scene.list());
        WireRequest noted = scene.sign(scene.list().plus(NOTE, "one two"));
        WireRequest emptyNote = scene.sign(scene.list().plus(NOTE, ""));
        String hostWithoutPort = scene.host().replaceFirst(":.*", "");
        return List.of(
                refused("another host", list.with("Host", "other.example.com")),
                refused("host without its port", list.with("Host", hostWithoutPort)),
                refused("host with another port", list.with("Host", hostWithoutPort + ":1")),
                refused("signed header changed", list.with("X-Project-Id", "other")),
                refused("signed header dropped", list.without("X-Project-Id")),
                refused("signed header repeated", list.plus("X-Project-Id", scene.projectId())),
                refused("signed header with a second value", list.plus("X-Project-Id", "other")),
                refused("signed value in another case", noted.with(NOTE, "One two")),
                refused("space within a signed value", noted.with(NOTE, "one  two")),
                refused("two values for one", noted.with(NOTE, "one").plus(NOTE, "two")),
                accepted("spaces around a signed value", noted.with(NOTE, "  one two \t")),
                accepted("header name in another case", noted.with(NOTE.toUpperCase(Locale.ROOT), "one two")),
                accepted("empty signed header", emptyNote),
                refused("empty signed header dropped", emptyNote.without(NOTE)),
                refused("empty signed header filled", emptyNote.with(NOTE, "three")),
                accepted("header added", list.plus(NOTE, "three")),
                accepted("other header repeated", list.plus(NOTE, "three").plus(NOTE, "four")),
                accepted("content type added", list.plus("Content-Type", "application/json")),
                accepted("value beyond ASCII", scene.sign(scene.list().plus(NOTE, wire("Büro 東京")))),
                refused(
                        "value beyond ASCII changed",
                        scene.sign(scene.list().plus(NOTE, wire("Büro 東京"))).with(NOTE, wire("Büro 京東"))));
    }

    private static String wire(String text) {
        byte[] sent = text.getBytes(StandardCharsets.UTF_8);
        return new String(sent, StandardCharsets.ISO_8859_1);
    }
}
