package dev.deskhours.export.render;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import static org.assertj.core.api.Assertions.assertThat;

/** What an independent reader makes of the bytes, for any rows. */
class CsvWriterRoundTripTest {
    @Property
    void anotherReaderReadsTheSameRows(@ForAll("rows") List<List<String>> rows) throws IOException {
        List<List<String>> expected = rows.stream()
                .map(row -> row.stream().map(CsvWriterRoundTripTest::asRead).toList())
                .toList();
        assertThat(read(write(rows))).isEqualTo(expected);
    }

    @Property(tries = 200)
    void sameRowsGiveSameBytes(@ForAll("rows") List<List<String>> rows) throws IOException {
        assertThat(write(rows)).isEqualTo(write(rows));
    }

    @Property
    void hoursAreThoseOfBigDecimal(@ForAll long seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).hours(seconds).finish();
        String expected = BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(3600), 2, RoundingMode.HALF_UP)
                .toPlainString();
        assertThat(bytes).hasToString(expected);
    }

    @Property
    void instantsAreThoseOfJavaTime(@ForAll @LongRange(min = -63_000_000_000L, max = 260_000_000_000L) long seconds)
            throws IOException {
        Instant instant = Instant.ofEpochSecond(seconds, 999_999_999);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).instant(instant).finish();
        assertThat(bytes).hasToString(instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars("=+-@\t\r\n\",' aé桌\uD83D\uDDA5")
                .ofMaxLength(8);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40);
        // A line that holds one empty field is an empty line, which readers skip.
        return Arbitraries.oneOf(awkward, any)
                .list()
                .ofMinSize(2)
                .ofMaxSize(6)
                .list()
                .ofMaxSize(8);
    }

    private static byte[] write(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CsvWriter csv = new CsvWriter(bytes, CsvWriter.Dialect.STANDARD);
        for (List<String> row : rows) {
            for (String field : row) {
                csv.text(field);
            }
            csv.endRow();
        }
        csv.finish();
        return bytes.toByteArray();
    }

    private static List<List<String>> read(byte[] bytes) throws IOException {
        try (var reader = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            return CSVFormat.RFC4180.parse(reader).stream()
                    .map(CSVRecord::toList)
                    .toList();
        }
    }

    private static String asRead(String text) {
        String guarded = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        StringBuilder read = new StringBuilder();
        guarded.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(read::appendCodePoint);
        return read.toString();
    }
}
