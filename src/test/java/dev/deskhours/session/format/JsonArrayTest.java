package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonArrayTest {
    private static final String GOOD =
            "{\"session_id\":\"s\",\"desktop_id\":\"d\",\"started_at\":\"2026-11-20T08:00:00Z\"}";

    @Test
    void mayBeEmpty() {
        RecordReader<SessionRecord> reader = reader(" [ ] ");

        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
        assertThat(reader.badRecords().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "null", "x", "\"[]\""})
    void refusesABodyThatIsNoArray(String body) {
        RecordReader<SessionRecord> reader = reader(body);

        assertThatThrownBy(reader::next).isInstanceOf(ApiException.class).hasMessage("the body is not a JSON array");
    }

    @Test
    void ignoresUnknownFieldsOfAnyShape() {
        String unknown =
                GOOD.replace("{", "{\"a\":{\"session_id\":[1,{}]},\"b\":[[]],\"c\":1e999,\"d\":\"x\",\"a\":null,");

        assertThat(complaint("[" + unknown + "]")).isEmpty();
    }

    @Test
    void goesOnBehindARecordOfTheWrongShape() {
        assertThat(complaint("[" + GOOD + ",5,[[{}]],null," + GOOD + ",{}]"))
                .isEqualTo("4 bad records: record 2: not a JSON object; record 3: not a JSON object; "
                        + "record 4: not a JSON object; "
                        + "record 6: session_id is missing, desktop_id is missing, started_at is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "{\"a\":[]}", "[\"x\"]"})
    void refusesOtherValuesThanTexts(String value) {
        assertThat(complaint("[" + GOOD.replace("\"d\"", value) + "," + GOOD + "]"))
                .isEqualTo("1 bad record: record 1: desktop_id is not a text");
    }

    @Test
    void takesNullAsAbsent() {
        assertThat(complaint("[" + GOOD.replace("}", ",\"user_name\":null}") + "]"))
                .isEmpty();
        assertThat(complaint("[" + GOOD.replace("\"d\"", "null") + "]")).contains("desktop_id is missing");
    }

    @Test
    void refusesAFieldGivenTwice() {
        assertThat(complaint("[" + GOOD.replace("}", ",\"session_id\":null}") + "]"))
                .isEqualTo("1 bad record: record 1: session_id is given twice");
    }

    @Test
    void endsAtMalformedJson() {
        assertThat(complaint("[" + GOOD + ",{\"session_id\" 5}," + GOOD + ",{}]"))
                .startsWith("1 bad record: record 2: malformed JSON at column ");
        assertThat(complaint("[" + GOOD + "," + GOOD.substring(0, 20)))
                .startsWith("1 bad record: record 2: malformed JSON");
        assertThat(complaint("[" + GOOD)).startsWith("1 bad record: record 2: malformed JSON");
        assertThat(complaint("[" + GOOD + "] []")).isEqualTo("1 bad record: record 2: more JSON behind the array");
        assertThat(complaint("[" + GOOD + "] x")).startsWith("1 bad record: record 2: malformed JSON");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(complaint("[" + GOOD.replace("{", "{\"a\":" + "[".repeat(1_000_000))))
                .startsWith("1 bad record: record 1: JSON nested more than 100 deep");
    }

    @Test
    void refusesAHugeText() {
        assertThat(complaint("[" + GOOD.replace("\"d\"", "\"" + "d".repeat(2_000_000) + "\"") + "]"))
                .startsWith("1 bad record: record 1: JSON nested more than 100 deep or a text longer than 1048576");
    }

    @Test
    void refusesEscapesADatabaseCannotHold() {
        assertThat(complaint("[" + GOOD.replace("\"d\"", "\"\\u0000\"") + "]")).contains("desktop_id has a NUL");
        assertThat(complaint("[" + GOOD.replace("\"d\"", "\"\\ud800\"") + "]")).contains("half of a surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00c3", "\u00f5\u0080\u0080\u0080"})
    void refusesMalformedUtf8AtTheRightRecord(String malformed) {
        String body = "[" + GOOD + "," + GOOD.replace("\"d\"", "\"" + malformed + "\"") + "]";

        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RecordBodies.complaint(RecordBodies.sessions(BodyFormat.JSON, new ByteArrayInputStream(bytes))))
                .startsWith("1 bad record: record 2: malformed UTF-8: byte ")
                .endsWith("; save it as UTF-8");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(complaint("\uFEFF[" + GOOD + "]")).isEmpty();
    }

    private static String complaint(String body) {
        return RecordBodies.complaint(reader(body));
    }

    private static RecordReader<SessionRecord> reader(String body) {
        return RecordBodies.sessions(BodyFormat.JSON, body);
    }
}
