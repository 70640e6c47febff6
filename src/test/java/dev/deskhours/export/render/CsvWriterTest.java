package dev.deskhours.export.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvWriterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void rowsAreSeparatedByCrLfAndFieldsByCommas() throws IOException {
        CsvWriter csv = new CsvWriter(bytes, CsvWriter.Dialect.STANDARD);
        csv.text("id").text("name").endRow().text("d-1").number(46800).endRow().finish();
        assertThat(written()).isEqualTo("id,name\r\nd-1,46800\r\n");
    }

    @Test
    void absentAndEmptyValuesAreEmptyFields() throws IOException {
        CsvWriter csv = new CsvWriter(bytes, CsvWriter.Dialect.STANDARD);
        csv.text(null).text("").instant(null).date(null).endRow().finish();
        assertThat(written()).isEqualTo(",,,\r\n");
    }

    @Test
    void fileWithoutRowsIsEmpty() throws IOException {
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).finish();
        assertThat(bytes.size()).isZero();
    }

    @Test
    void byteOrderMarkComesFirstOnceWhenAskedFor() throws IOException {
        CsvWriter csv = new CsvWriter(bytes, new CsvWriter.Dialect(',', true, false));
        csv.text("a").endRow().text("b").endRow().finish();
        assertThat(bytes.toByteArray())
                .containsExactly((byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', '\r', '\n', 'b', '\r', '\n');
    }

    @Test
    void textIsQuotedOnlyWhereItMustBe() throws IOException {
        assertThat(field("plain text; 'and' more")).isEqualTo("plain text; 'and' more");
        assertThat(field("a,b")).isEqualTo("\"a,b\"");
        assertThat(field("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(field("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(field("two\r\nlines")).isEqualTo("\"two\r\nlines\"");
        assertThat(field("a\rb")).isEqualTo("\"a\rb\"");
        assertThat(field(" leading")).isEqualTo("\" leading\"");
        assertThat(field("trailing ")).isEqualTo("\"trailing \"");
        assertThat(field(" ")).isEqualTo("\" \"");
        assertThat(field("\"")).isEqualTo("\"\"\"\"");
        assertThat(field("é,")).isEqualTo("\"é,\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "=", "-ø"})
    void textThatLooksLikeFormulaGetsApostrophe(String text) throws IOException {
        assertThat(field(text)).isEqualTo("'" + text);
    }

    @Test
    void apostropheOfFormulaStandsInsideTheQuotes() throws IOException {
        assertThat(field("=HYPERLINK(\"x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assertThat(field("\rx")).isEqualTo("\"'\rx\"");
        assertThat(field("- ")).isEqualTo("\"'- \"");
    }

    @Test
    void negativeNumbersAreNotFormulas() throws IOException {
        CsvWriter csv = new CsvWriter(bytes, CsvWriter.Dialect.STANDARD);
        csv.number(-1).hours(-3600).finish();
        assertThat(written()).isEqualTo("-1,-1.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Łódź", "桌面", "𠜎-desktop", "🖥️", "a\u0000b", "\u007f\u0080\u07ff\u0800\uffff", "日本,語"})
    void textBeyondAsciiIsUtf8(String text) throws IOException {
        String expected = text.contains(",") ? '"' + text + '"' : text;
        assertThat(fieldBytes(text)).isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDDA5", "\uDDA5\uD83D", "a\uD83Db", "\uD83D\uD83D\uDDA5"})
    void unpairedSurrogatesAreReplaced(String text) throws IOException {
        String expected = text.codePoints()
                .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(fieldBytes(text)).isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7, 10, 99, 100, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbersAreDecimal(long value) throws IOException {
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).number(value).finish();
        assertThat(written()).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.00",
        "17,0.00",
        "18,0.01",
        "53,0.01",
        "54,0.02",
        "3600,1.00",
        "3618,1.01",
        "46800,13.00",
        "-17,0.00"
    })
    void hoursHaveTwoDecimalsHalfUp(long seconds, String expected) throws IOException {
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).hours(seconds).finish();
        assertThat(written()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:00:00Z,2026-11-20T21:00:00Z",
        "2026-11-20T23:59:59.999999Z,2026-11-20T23:59:59Z",
        "1969-12-31T23:59:59.5Z,1969-12-31T23:59:59Z",
        "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z,0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9Z,9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z,+10000-01-01T00:00:00Z"
    })
    void instantsAreUtcCutToSeconds(Instant instant, String expected) throws IOException {
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).instant(instant).finish();
        assertThat(written()).isEqualTo(expected);
    }

    @Test
    void extremeTimesAreWrittenToo() throws IOException {
        CsvWriter csv = new CsvWriter(bytes, CsvWriter.Dialect.STANDARD);
        csv.instant(Instant.MAX).instant(Instant.MIN).date(LocalDate.MAX).finish();
        assertThat(written()).isEqualTo("+1000000000-12-31T23:59:59Z,-1000000000-01-01T00:00:00Z,+999999999-12-31");
    }

    @Test
    void datesAreIso() throws IOException {
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD)
                .date(LocalDate.of(2026, 1, 9))
                .finish();
        assertThat(written()).isEqualTo("2026-01-09");
    }

    @Test
    void valuesAcrossTheEndOfTheBufferStayWhole() throws IOException {
        for (int before = Utf8Buffer.SIZE - 24; before <= Utf8Buffer.SIZE + 1; before++) {
            bytes.reset();
            String filling = "x".repeat(before);
            CsvWriter csv = new CsvWriter(bytes, CsvWriter.Dialect.STANDARD);
            csv.text(filling).text("🖥️").text("abc").number(Long.MIN_VALUE).instant(Instant.EPOCH);
            csv.endRow().finish();
            assertThat(written()).isEqualTo(filling + ",🖥️,abc," + Long.MIN_VALUE + ",1970-01-01T00:00:00Z\r\n");
        }
    }

    @Test
    void textLongerThanTheBufferIsWrittenWhole() throws IOException {
        String text = "ab,\"ü".repeat(Utf8Buffer.SIZE);
        assertThat(field(text)).isEqualTo('"' + text.replace("\"", "\"\"") + '"');
    }

    private String field(String text) throws IOException {
        return new String(fieldBytes(text), StandardCharsets.UTF_8);
    }

    private byte[] fieldBytes(String text) throws IOException {
        bytes.reset();
        new CsvWriter(bytes, CsvWriter.Dialect.STANDARD).text(text).finish();
        return bytes.toByteArray();
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
