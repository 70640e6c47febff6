package dev.deskhours.session.format;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.DesktopRules;

import static org.assertj.core.api.Assertions.assertThat;

class DesktopRulesTest {
    @Test
    void takesADesktopWithAllFields() {
        String body = """
                desktop_id,desktop_name,desktop_pool_id,desktop_pool_name,enterprise_project_id,machine_sid,created_at,deleted_at
                d-1,One,p-1,Sales,e-1,S-1-5,2020-01-01T00:00:00Z,2026-11-20T00:00:00Z
                d-2,,,,,,,
                """;

        RecordReader<DesktopRecord> reader = desktops(BodyFormat.CSV, body);

        assertThat(RecordBodies.readAll(reader))
                .isEqualTo(List.of(
                        new DesktopRecord(
                                "d-1",
                                "One",
                                "p-1",
                                "Sales",
                                "e-1",
                                "S-1-5",
                                Instant.parse("2020-01-01T00:00:00Z"),
                                Instant.parse("2026-11-20T00:00:00Z")),
                        new DesktopRecord("d-2", null, null, null, null, null, null, null)));
        assertThat(reader.badRecords().total()).isZero();
    }

    @Test
    void refusesADesktopWithoutId() {
        assertThat(complaint("\"desktop_name\":\"One\"")).isEqualTo("1 bad record: line 1: desktop_id is missing");
    }

    @Test
    void refusesADeletionBeforeTheCreation() {
        assertThat(complaint("""
                "desktop_id":"d","created_at":"2026-01-02T00:00:00Z","deleted_at":"2026-01-01T00:00:00Z"
                """.strip())).isEqualTo("1 bad record: line 1: deleted_at is before created_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "deleted_at"})
    void refusesTimesInTheFuture(String name) {
        assertThat(complaint("\"desktop_id\":\"d\",\"" + name + "\":\"2026-11-21T02:05:01Z\""))
                .contains(name + " '2026-11-21T02:05:01Z' is in the future");
    }

    @ParameterizedTest
    @CsvSource({
        "desktop_id, 512",
        "desktop_name, 255",
        "desktop_pool_id, 128",
        "desktop_pool_name, 255",
        "enterprise_project_id, 64",
        "machine_sid, 128"
    })
    void boundsTexts(String name, int longest) {
        String id = name.equals("desktop_id") ? "" : "\"desktop_id\":\"d\",";
        assertThat(complaint(id + "\"" + name + "\":\"" + "x".repeat(longest) + "\""))
                .isEmpty();
        assertThat(complaint(id + "\"" + name + "\":\"" + "x".repeat(longest + 1) + "\""))
                .contains(name + " is longer than " + longest + " characters");
    }

    private static String complaint(String members) {
        return RecordBodies.complaint(desktops(BodyFormat.NDJSON, "{" + members + "}"));
    }

    private static RecordReader<DesktopRecord> desktops(BodyFormat format, String body) {
        return RecordReader.open(format, RecordBodies.stream(body), new DesktopRules(RecordBodies.NOW));
    }
}
