package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CsvTest {
    private static final String HEADER = "session_id,desktop_id,started_at,user_name\n";
    private static final String GOOD = "s,d,2026-11-20T08:00:00Z,kari\n";

    @Test
    void takesFieldsInAnyOrderAndIgnoresUnknownOnes() {
        RecordReader<SessionRecord> reader =
                reader("started_at,nobody_knows,desktop_id,session_id\r\n2026-11-20T08:00:00Z,?,d,s\r\n");

        assertThat(RecordBodies.readAll(reader)).singleElement().satisfies(session -> {
            assertThat(session.sessionId()).isEqualTo("s");
            assertThat(session.desktopId()).isEqualTo("d");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, "session_id,desktop_id,started_at", "\n" + HEADER + "\n\n"})
    void mayBeAHeaderRowAlone(String body) {
        assertThat(RecordBodies.readAll(reader(body))).isEmpty();
        assertThat(complaint(body)).isEmpty();
    }

    @Test
    void skipsAByteOrderMarkAndBlankLines() {
        RecordReader<SessionRecord> reader = reader("\uFEFF" + HEADER + "\n" + GOOD + "\r\n\n" + GOOD);

        assertThat(RecordBodies.readAll(reader)).hasSize(2);
        assertThat(reader.received()).isEqualTo(2);
    }

    @Test
    void takesQuotesAndLineBreaksInFields() {
        RecordReader<SessionRecord> reader =
                reader(HEADER + "\"s\",\"d\",\"2026-11-20T08:00:00Z\",\"Kari \"\"K\"\",\r\n\nNordmann\"\n" + GOOD);

        assertThat(RecordBodies.readAll(reader))
                .extracting(SessionRecord::userName)
                .containsExactly("Kari \"K\",\r\n\nNordmann", "kari");
    }

    @Test
    void refusesBodiesWithoutAUsableHeaderRow() {
        assertRefused("", "the CSV has no header row");
        assertRefused("\n\n", "the CSV has no header row");
        assertRefused("session_id,x\n", "the header row of the CSV lacks desktop_id, started_at");
        assertRefused("session_id,session_id\n", "the header row of the CSV names 'session_id' twice");
        assertRefused("\"session_id,desktop_id\n", "the header row of the CSV has a quoted field that is not closed");
        assertRefused("\"session_id\"x,desktop_id\n", "the header row of the CSV: malformed CSV");
        assertRefused(columns(1001), "the header row of the CSV has more than 1000 names");
        assertRefused("x".repeat(1001), "the header row of the CSV has more than 1000 names or one longer");
        assertRefused("x".repeat(3_000_000), "the header row of the CSV: malformed CSV");
    }

    @Test
    void goesOnBehindARowWithTheWrongNumberOfFields() {
        RecordReader<SessionRecord> reader = reader(HEADER + GOOD + "s,d\n" + GOOD + GOOD.strip() + ",x\n" + GOOD);

        assertThat(RecordBodies.readAll(reader)).hasSize(3);
        assertThat(reader.badRecords().message())
                .isEqualTo("2 bad records: line 3: has 2 fields, the header row has 4; "
                        + "line 5: has 5 fields, the header row has 4");
    }

    @Test
    void goesOnBehindAFieldThatIsTooLong() {
        String longest = "x".repeat(1024 * 1024);

        assertThat(complaint(HEADER + GOOD.replace("kari", longest + "x") + GOOD))
                .isEqualTo("1 bad record: line 2: a field longer than 1048576 characters");
        assertThat(complaint(HEADER + GOOD.replace("kari", longest) + GOOD))
                .isEqualTo("1 bad record: line 2: user_name is longer than 255 characters");
    }

    @Test
    void endsAtAQuoteThatIsNotClosed() {
        assertThat(complaint(HEADER + GOOD + GOOD.replace("kari", "\"kari") + GOOD))
                .isEqualTo("1 bad record: line 3: a quoted field is not closed");
        assertThat(complaint(HEADER + GOOD + GOOD.replace("kari\n", "\"kari")))
                .isEqualTo("1 bad record: line 3: a quoted field is not closed");
        assertThat(complaint(HEADER + GOOD + GOOD.replace("kari\n", "\"")))
                .isEqualTo("1 bad record: line 3: a quoted field is not closed");
        assertThat(complaint(HEADER + GOOD + GOOD.replace("kari", "\"" + "k\n".repeat(1_000_000))))
                .startsWith("1 bad record: line 3: malformed CSV");
    }

    @Test
    void endsAtAQuoteInAWrongPlace() {
        assertThat(complaint(HEADER + GOOD + GOOD.replace("kari", "\"kari\" n") + GOOD))
                .startsWith("1 bad record: line 3: malformed CSV: a quote in a wrong place");
    }

    @Test
    void refusesMalformedUtf8AtTheRightRecord() {
        byte[] bytes = (HEADER + GOOD + GOOD.replace("kari", "k\u00e5re") + GOOD).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RecordBodies.complaint(RecordBodies.sessions(BodyFormat.CSV, new ByteArrayInputStream(bytes))))
                .isEqualTo(
                        "1 bad record: line 3: malformed UTF-8: byte E5, which is 'å' in windows-1252; save it as UTF-8");
    }

    @Test
    void refusesANulCharacter() {
        assertThat(complaint(HEADER + GOOD.replace("kari", "k\u0000")))
                .isEqualTo("1 bad record: line 2: user_name has a NUL character");
    }

    @Test
    void passesOnAnAnswerOfTheStreamBelow() {
        RecordReader<SessionRecord> reader = RecordBodies.sessions(
                BodyFormat.CSV, BodyEncoding.IDENTITY.decode(RecordBodies.stream(HEADER + GOOD), 50));

        assertThatThrownBy(() -> RecordBodies.readAll(reader))
                .isInstanceOf(ApiException.class)
                .hasMessage("the body has more than 50 bytes");
    }

    private static String columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    }

    private static void assertRefused(String body, String message) {
        assertThatThrownBy(() -> reader(body).next())
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith(message);
    }

    private static String complaint(String body) {
        return RecordBodies.complaint(reader(body));
    }

    private static RecordReader<SessionRecord> reader(String body) {
        return RecordBodies.sessions(BodyFormat.CSV, body);
    }
}
