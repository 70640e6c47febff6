package dev.deskhours.session.record;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Instant OLDEST_KEPT = Instant.parse("2026-05-01T00:00:00Z");
    private static final String NUL = "\u0000";

    private final SessionRules rules = new SessionRules(NOW, OLDEST_KEPT);
    private final RecordFields fields = new RecordFields(rules.fields(), rules.required());

    @Test
    void takesARecordWithAllFields() {
        SessionRecord session = rules.read(fields(Map.ofEntries(
                Map.entry("session_id", "s-1"),
                Map.entry("desktop_id", "d-1"),
                Map.entry("started_at", "2026-11-20T08:00:00Z"),
                Map.entry("ended_at", "2026-11-20T09:30+01:00"),
                Map.entry("last_seen_at", "2026-11-20T08:29:00.5Z"),
                Map.entry("user_name", "kari"),
                Map.entry("failure_reason", "wrong password"),
                Map.entry("desktop_name", "Kari's desktop"),
                Map.entry("desktop_pool_id", "p-1"),
                Map.entry("desktop_pool_name", "Sales"),
                Map.entry("enterprise_project_id", "e-1"),
                Map.entry("machine_sid", "S-1-5-21"))));

        assertThat(fields.brokenRules()).isEmpty();
        assertThat(session)
                .isEqualTo(new SessionRecord(
                        "s-1",
                        "d-1",
                        Instant.parse("2026-11-20T08:00:00Z"),
                        Instant.parse("2026-11-20T08:30:00Z"),
                        Instant.parse("2026-11-20T08:29:00.5Z"),
                        "kari",
                        "wrong password",
                        "Kari's desktop",
                        "p-1",
                        "Sales",
                        "e-1",
                        "S-1-5-21"));
    }

    @Test
    void takesEmptyTextsAsAbsent() {
        SessionRecord session = rules.read(good(Map.of("ended_at", "", "user_name", "", "failure_reason", "")));

        assertThat(fields.brokenRules()).isEmpty();
        assertThat(session)
                .isEqualTo(new SessionRecord(
                        "s",
                        "d",
                        Instant.parse("2026-11-20T08:00:00Z"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_id", "desktop_id", "started_at"})
    void refusesARecordWithout(String name) {
        assertThat(brokenWith(name, "")).isEqualTo(name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "session_id, 512",
        "desktop_id, 512",
        "user_name, 255",
        "failure_reason, 1024",
        "desktop_name, 255",
        "desktop_pool_id, 128",
        "desktop_pool_name, 255",
        "enterprise_project_id, 64",
        "machine_sid, 128"
    })
    void boundsTexts(String name, int longest) {
        assertThat(brokenWith(name, "x".repeat(longest))).isEmpty();
        assertThat(brokenWith(name, "\uD83D\uDE00".repeat(longest))).isEmpty();
        assertThat(brokenWith(name, "x".repeat(longest + 1)))
                .isEqualTo(name + " is longer than " + longest + " characters");
        assertThat(brokenWith(name, "a" + NUL)).isEqualTo(name + " has a NUL character");
        assertThat(brokenWith(name, "a\uD83D")).isEqualTo(name + " has half of a surrogate pair");
        assertThat(brokenWith(name, "\uD83Da")).isEqualTo(name + " has half of a surrogate pair");
        assertThat(brokenWith(name, "\uDE00\uD83D")).isEqualTo(name + " has half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"started_at", "ended_at", "last_seen_at"})
    void refusesTimesInTheFuture(String name) {
        assertThat(brokenWith(name, "2026-11-21T02:05:00Z")).isEmpty();
        assertThat(brokenWith(name, "2026-11-21T02:05:00.000001Z"))
                .isEqualTo(name + " '2026-11-21T02:05:00.000001Z' is in the future");
        assertThat(brokenWith(name, "9999-12-31T23:59-18:00")).contains("is in the future");
    }

    @ParameterizedTest
    @ValueSource(strings = {"started_at", "ended_at", "last_seen_at"})
    void refusesTextsThatAreNoTime(String name) {
        assertThat(brokenWith(name, "yesterday"))
                .isEqualTo(name + " 'yesterday' is not a time like 2026-11-01T00:00:00Z");
        assertThat(brokenWith(name, "+12026-11-01T00:00:00Z")).contains("is not a time");
        assertThat(brokenWith(name, "1969-12-31T23:59:59Z")).isEqualTo(name + " is before 1970");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ended_at", "last_seen_at"})
    void refusesTimesBeforeTheStart(String name) {
        assertThat(brokenWith(name, "2026-11-20T08:00:00Z")).isEmpty();
        assertThat(brokenWith(name, "2026-11-20T07:59:59Z")).isEqualTo(name + " is before started_at");
    }

    @Test
    void refusesWhatEndedBeforeTheRetention() {
        String start = "2026-04-30T20:00:00Z";
        assertThat(broken(good(Map.of("started_at", start)))).isEmpty();
        assertThat(broken(good(Map.of("started_at", start, "ended_at", "2026-05-01T00:00:00Z"))))
                .isEmpty();
        assertThat(broken(good(Map.of("started_at", start, "ended_at", "2026-04-30T23:59:59Z"))))
                .isEqualTo("ended_at is before 2026-05-01T00:00:00Z, the oldest kept");
    }

    @Test
    void namesAllBrokenRules() {
        assertThat(broken(good(Map.of("desktop_id", "", "user_name", NUL, "ended_at", "2026-11-20T07:00:00Z"))))
                .isEqualTo("desktop_id is missing, user_name has a NUL character, ended_at is before started_at");
    }

    @Test
    void showsNothingOfACallersTextThatCouldHarm() {
        String shown = brokenWith("started_at", "\uD800\n" + "\u202ex".repeat(100));

        assertThat(shown).hasSizeLessThan(120).startsWith("started_at '??").contains("...' is not a time");
    }

    private String brokenWith(String name, String value) {
        return broken(good(Map.of(name, value)));
    }

    private String broken(RecordFields record) {
        rules.read(record);
        return record.brokenRules();
    }

    private RecordFields good(Map<String, String> changes) {
        Map<String, String> record = new HashMap<>();
        List.of("session_id", "desktop_id").forEach(name -> record.put(name, name.substring(0, 1)));
        record.put("started_at", "2026-11-20T08:00:00Z");
        record.putAll(changes);
        return fields(record);
    }

    private RecordFields fields(Map<String, String> record) {
        fields.clear();
        record.forEach((name, value) -> fields.give(fields.position(name), value));
        return fields;
    }
}
