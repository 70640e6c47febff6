package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class NdjsonTest {
    private static final String GOOD =
            "{\"session_id\":\"s\",\"desktop_id\":\"d\",\"started_at\":\"2026-11-20T08:00:00Z\"}";

    @Test
    void mayBeEmpty() {
        assertThat(complaint("")).isEmpty();
        assertThat(complaint("\n \r\n\n")).isEmpty();
    }

    @Test
    void skipsBlankLinesByTheirBytes() {
        InputStream blanks =
                new ByteArrayInputStream("\n \t\r\n".repeat(20_000_000).getBytes(StandardCharsets.UTF_8));

        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> RecordBodies.readAll(RecordBodies.sessions(BodyFormat.NDJSON, blanks))))
                .isEmpty();
    }

    @Test
    void looksForNoMoreThanTenThousandBadRecords() {
        RecordReader<SessionRecord> reader = reader("{}\n".repeat(10_001));

        assertThat(RecordBodies.readAll(reader)).isEmpty();
        assertThat(reader.received()).isEqualTo(10_000);
        assertThat(reader.badRecords().message())
                .startsWith("at least 10000 bad records: line 1: session_id is missing")
                .endsWith("; and more");
    }

    @Test
    void needsNoLastLineBreak() {
        assertThat(RecordBodies.readAll(reader(GOOD + "\r\n" + GOOD))).hasSize(2);
    }

    @Test
    void numbersRecordsWithoutBlankLines() {
        assertThat(complaint("\n" + GOOD + "\n\n \n{}\n")).startsWith("1 bad record: line 5: session_id is missing");
    }

    @Test
    void goesOnBehindAMalformedLine() {
        RecordReader<SessionRecord> reader = reader(String.join(
                "\n",
                GOOD,
                "{\"session_id\"",
                GOOD,
                "5",
                GOOD + GOOD,
                "[" + GOOD + "]",
                GOOD,
                "}",
                "x".repeat(3),
                GOOD));

        assertThat(RecordBodies.readAll(reader)).hasSize(4);
        assertThat(reader.received()).isEqualTo(10);
        assertThat(reader.badRecords().message())
                .startsWith("6 bad records: line 2: malformed JSON at column ")
                .contains("; line 4: not a JSON object; line 5: more than one JSON value in the line; ")
                .contains("line 6: not a JSON object; line 8: malformed JSON at column 1; line 9: malformed");
    }

    @Test
    void goesOnBehindALineThatIsTooLong() {
        String longest = GOOD + " ".repeat(1024 * 1024 - GOOD.length());

        assertThat(complaint(longest + "\n" + longest + " \n" + GOOD + "\n" + longest + " "))
                .isEqualTo("2 bad records: line 2: a line of more than 1048576 bytes; "
                        + "line 4: a line of more than 1048576 bytes");
    }

    @Test
    void goesOnBehindMalformedUtf8() {
        String body = GOOD + "\n{\"session_id\":\"\u00ff\"}\n" + GOOD;
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
        RecordReader<SessionRecord> reader = RecordBodies.sessions(BodyFormat.NDJSON, bytes);

        assertThat(RecordBodies.readAll(reader)).hasSize(2);
        assertThat(reader.badRecords().message())
                .isEqualTo(
                        "1 bad record: line 2: malformed UTF-8: byte FF, which is 'ÿ' in windows-1252; save it as UTF-8");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(RecordBodies.readAll(reader("\uFEFF" + GOOD))).hasSize(1);
        assertThat(complaint("\uFEFF\n" + GOOD)).isEmpty();
        assertThat(complaint(GOOD + "\n\uFEFF" + GOOD)).contains("line 2: malformed JSON");
    }

    @Test
    void refusesDeepNestingInItsLineAlone() {
        assertThat(complaint("{\"x\":" + "[".repeat(500_000) + "\n" + GOOD))
                .startsWith("1 bad record: line 1: JSON nested");
    }

    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void passesOnAFailureOfTheStream(BodyFormat format) {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> RecordBodies.sessions(format, failing).next())
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("gone");
    }

    private static String complaint(String body) {
        return RecordBodies.complaint(reader(body));
    }

    private static RecordReader<SessionRecord> reader(String body) {
        return RecordBodies.sessions(BodyFormat.NDJSON, body);
    }
}
