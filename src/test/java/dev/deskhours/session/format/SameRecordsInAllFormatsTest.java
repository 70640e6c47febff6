package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

class SameRecordsInAllFormatsTest {
    private static final List<String> OPTIONAL_TEXTS = List.of(
            "user_name",
            "failure_reason",
            "desktop_name",
            "desktop_pool_id",
            "desktop_pool_name",
            "enterprise_project_id",
            "machine_sid",
            "nobody_knows");

    @Property(tries = 300)
    void readBackAsTheyWereWritten(
            @ForAll("recordLists") List<Map<String, String>> records,
            @ForAll BodyFormat format,
            @ForAll BodyEncoding encoding)
            throws IOException {
        byte[] plain = RecordBodies.write(format, records);
        byte[] sent = encoding == BodyEncoding.GZIP ? RecordBodies.gzip(plain) : plain;
        try (InputStream body = encoding.decode(new ByteArrayInputStream(sent), plain.length)) {
            RecordReader<SessionRecord> reader = RecordBodies.sessions(format, body);

            List<SessionRecord> read = RecordBodies.readAll(reader);

            reader.badRecords().throwIfAny();
            assertThat(read)
                    .isEqualTo(records.stream()
                            .map(SameRecordsInAllFormatsTest::expected)
                            .toList());
            assertThat(reader.received()).isEqualTo(records.size());
        }
    }

    @Provide
    Arbitrary<List<Map<String, String>>> recordLists() {
        return records().list().ofMaxSize(20);
    }

    private static Arbitrary<Map<String, String>> records() {
        Arbitrary<Map<String, String>> optional =
                Arbitraries.maps(Arbitraries.of(OPTIONAL_TEXTS), texts(0, 64)).ofMaxSize(OPTIONAL_TEXTS.size());
        Arbitrary<Instant> starts = Arbitraries.longs()
                .between(RecordBodies.OLDEST_KEPT.getEpochSecond(), RecordBodies.NOW.getEpochSecond())
                .map(Instant::ofEpochSecond);
        Arbitrary<Instant> ends = Arbitraries.just(RecordBodies.NOW).injectNull(0.3);
        return Combinators.combine(texts(1, 128), texts(1, 128), starts, ends, optional)
                .as(SameRecordsInAllFormatsTest::record);
    }

    private static Arbitrary<String> texts(int shortest, int longest) {
        Arbitrary<String> any = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMinSize(shortest)
                .ofMaxSize(longest)
                .map(characters -> String.join("", characters));
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars("a,\"\r\n\t '\\{}[]\uFEFFæ")
                .ofMinLength(shortest)
                .ofMaxLength(longest);
        return Arbitraries.oneOf(any, awkward);
    }

    private static Map<String, String> record(
            String sessionId, String desktopId, Instant start, Instant end, Map<String, String> optional) {
        Map<String, String> record = new LinkedHashMap<>(optional);
        record.put("started_at", start.toString());
        record.put("session_id", sessionId);
        record.put("desktop_id", desktopId);
        record.put("ended_at", end == null ? null : end.toString());
        return record;
    }

    private static SessionRecord expected(Map<String, String> record) {
        return new SessionRecord(
                record.get("session_id"),
                record.get("desktop_id"),
                Instant.parse(record.get("started_at")),
                record.get("ended_at") == null ? null : Instant.parse(record.get("ended_at")),
                null,
                present(record, "user_name"),
                present(record, "failure_reason"),
                present(record, "desktop_name"),
                present(record, "desktop_pool_id"),
                present(record, "desktop_pool_name"),
                present(record, "enterprise_project_id"),
                present(record, "machine_sid"));
    }

    private static String present(Map<String, String> record, String name) {
        String value = record.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
