package dev.deskhours.session.mapping.source;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.session.mapping.source.Source.Form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files of each form as rows. */
class RowsTest {
    private static final Source CSV = source(Form.CSV, "", null);

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void delimitersAreRecognised(String delimiter) {
        String file = "a,B b\n1,\"2,;\t|\"\n".replaceFirst(",", delimiter).replaceFirst("1,", "1" + delimiter);
        assertThat(rows(CSV, file, "A", "b b")).containsExactly("2: 1 2,;\t|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarksAreObeyed(String charset) {
        byte[] file = "\uFEFFname;host\r\nJörg;h1\r\n".getBytes(Charset.forName(charset));
        assertThat(rows(CSV, file, "name", "host")).containsExactly("2: Jörg h1");
    }

    @Test
    void otherEncodingsAreNamed() {
        byte[] file = "name;host\nJörg;h1\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> rows(CSV, file, "name"))
                .hasMessage("the file is malformed UTF-8: byte F6, which is 'ö' in windows-1252; save it as UTF-8");
    }

    @Test
    void aColumnThatIsMissingIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> rows(CSV, "user name,host\n", "username", "end"))
                .hasMessageContaining("has no column 'username'; did you mean 'user name'?")
                .hasMessageContaining("has no column 'end'");
    }

    @Test
    void aRowOfAnotherLengthIsRefusedWithItsLine() {
        assertThatThrownBy(() -> rows(CSV, "#TYPE x\na,b\n1,2\n\n3\n", "a"))
                .hasMessage("line 5: has 1 fields, the header row has 2");
        assertThat(rows(CSV, "a,b\n1,2,,\n", "a", "b")).containsExactly("2: 1 2");
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> rows(CSV, "a,b\n1,2\n3,\"4\n5,6\n", "a"))
                .hasMessageContaining("behind line 2: malformed CSV");
    }

    @Test
    void jsonIsReadAtItsPathAndElsewhereLeftAlone() {
        Source source = source(Form.JSON, "data.items", null);
        String file = """
                {"items":[{"id":0}],"data":{"x":[[{"id":1}]],"items":[
                {"id":"2","of":{"name":"n","list":[1]},"none":null}, 3, [{"id":4}],
                {"id":5}]}}
                {"data":{"items":[{"id":6}]}}
                """;
        assertThat(rows(source, file, "id", "of.name")).containsExactly("2: 2 n", "3: 5 null", "4: 6 null");
    }

    @Test
    void jsonWithoutTheArrayIsRefused() {
        assertThatThrownBy(() -> rows(source(Form.JSON, "records", null), "{\"value\":[]}", "id"))
                .hasMessage("the document has no array 'records'");
        assertThatThrownBy(() -> rows(source(Form.NDJSON, "", null), "{\"id\":1}\n{\"id\":\n", "id"))
                .hasMessageStartingWith("line 3: malformed JSON at column");
    }

    @Test
    void anArrayOrLinesAreRowsWithoutAPath() {
        assertThat(rows(source(Form.NDJSON, "", null), "[{\"id\":1},{\"id\":2}]", "id"))
                .hasSize(2);
        assertThat(rows(source(Form.JSON, "", null), "{\"id\":1}\n{\"id\":2}", "id"))
                .hasSize(2);
    }

    @Test
    void linesThatDoNotMatchAreCounted() {
        Source source = source(Form.LINES, "", "user (?P<user>[a-z]+)");
        Rows rows = source.open(bytes("x\nthe user mia\r\n\n".getBytes(StandardCharsets.UTF_8)), Set.of());
        assertThat(rows.next()).isTrue();
        assertThat(rows.value("user")).isEqualTo("mia");
        assertThat(rows.line()).isEqualTo(2);
        assertThat(rows.next()).isFalse();
        assertThat(rows.linesLeftOut()).isEqualTo(2);
    }

    @Test
    void xmlKnowsNoDoctype() {
        String bomb = "<!DOCTYPE e [<!ENTITY a 'x'>]><Event><System><EventID>&a;</EventID></System></Event>";
        assertThatThrownBy(() -> rows(source(Form.EVENT_XML, "", null), bomb, "EventID"))
                .hasMessageContaining("malformed XML");
        assertThatThrownBy(() -> rows(source(Form.EVENT_XML, "", null), "<Event><System>", "EventID"))
                .hasMessageContaining("malformed XML");
    }

    @Test
    void signsStandInAnArrayOfTheirOwnBeforeOrBehindTheRows() {
        Source source = signed();
        String rows = "\"a\": {\"rows\": [{\"n\": 1}, {\"n\": 2}], \"other\": [{\"n\": 9}]}";
        String signs = "\"signs\": [{\"n\": 3}]";
        assertThat(signed(source, "{" + rows + ", " + signs + "}")).containsExactly("1 row", "2 row", "3 sign");
        assertThat(signed(source, "{" + signs + ", " + rows + "}")).containsExactly("3 sign", "1 row", "2 row");
        assertThat(signed(source, "{" + rows + ", \"signs\": []}")).containsExactly("1 row", "2 row");
        assertThatThrownBy(() -> signed(source, "{" + rows + "}")).hasMessage("the document has no array 'signs'");
        assertThatThrownBy(() -> signed(source, "{}"))
                .hasMessage("the document has no array 'a.rows' and no array 'signs'");
    }

    private static Source signed() {
        return new Source(Form.JSON, null, '"', 0, "a.rows", "signs", null, List.of(), Set.of(), false);
    }

    private static List<String> signed(Source source, String file) {
        Rows rows = source.open(bytes(file.getBytes(StandardCharsets.UTF_8)), Set.of("n"));
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.value("n") + (rows.isSign() ? " sign" : " row"));
        }
        return texts;
    }

    private static List<String> rows(Source source, String file, String... columns) {
        return rows(source, file.getBytes(StandardCharsets.UTF_8), columns);
    }

    private static List<String> rows(Source source, byte[] file, String... columns) {
        Rows rows = source.open(bytes(file), Set.of(columns));
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            StringBuilder text = new StringBuilder(rows.line() + ":");
            for (String column : columns) {
                text.append(' ').append(rows.value(column));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static ByteArrayInputStream bytes(byte[] file) {
        return new ByteArrayInputStream(file);
    }

    private static Source source(Form form, String path, String pattern) {
        return new Source(
                form,
                null,
                '"',
                0,
                path,
                null,
                pattern == null ? null : LinePattern.of(pattern),
                List.of(),
                Set.of(),
                false);
    }
}
