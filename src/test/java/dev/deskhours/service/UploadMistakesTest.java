package dev.deskhours.service;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.DatabaseIn2020;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

/** Nothing is guessed in silence: the mistakes of uploads and what is said of them, word by word. */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class UploadMistakesTest {
    private static final String SESSIONS = "/v1/mistakes/sessions";
    private static final String DESKTOPS = "/v1/mistakes/desktops";
    private static final String HEADER = "session_id,desktop_id,started_at,ended_at\n";
    private static final String ROW = "s-1,desk,2020-01-20T09:00:00Z,2020-01-20T10:00:00Z\n";
    private static final String RECORD = """
            {"session_id":"s-1","desktop_id":"desk","started_at":"2020-01-20T09:00:00Z"%s}""";

    @Test
    void anUnknownColumn() {
        refused(csv("session_id,desktop_id,started_at,end_at\n" + ROW))
                .body("error_msg", equalTo("the header row of the CSV: end_at is no field; did you mean ended_at?"));
        refused(csv("Session_ID,desktop,start\n" + ROW))
                .body(
                        "error_msg",
                        equalTo("the header row of the CSV: desktop is no field; did you mean desktop_id?;"
                                + " start is no field; did you mean started_at?; lacks desktop_id, started_at"));
    }

    @Test
    void anUnknownFieldOfJson() {
        String record = RECORD.formatted(",\"end_at\":\"2020-01-20T10:00:00Z\"");
        refused(ndjson(RECORD.formatted("") + "\n\n" + record))
                .body("error_msg", equalTo("1 bad record: line 3: end_at is no field; did you mean ended_at?"));
        refused(json("[" + record + "]"))
                .body("error_msg", equalTo("1 bad record: record 1: end_at is no field; did you mean ended_at?"));
        refused(json("[\n" + RECORD.formatted("") + ",\n" + record + "]"))
                .body(
                        "error_msg",
                        equalTo("1 bad record: record 2 (line 3): end_at is no field; did you mean ended_at?"));
        refused(json("[" + RECORD.formatted(",\"colour\":[1]") + "]"))
                .body("error_msg", equalTo("1 bad record: record 1: colour is no field"));
    }

    @Test
    void unknownFieldsAreLeftOutOnRequest() {
        taken(csv("session_id,desktop_id,started_at,end_at,colour\ns-1,desk,2020-01-20T09:00:00Z,x,red\n")
                        .queryParam("ignore_unknown", "true"))
                .body("ignored_fields", equalTo(List.of("end_at", "colour")));
        taken(ndjson(RECORD.formatted(",\"colour\":\"red\"") + "\n" + RECORD.formatted(",\"hue\":1"))
                        .queryParam("ignore_unknown", "true"))
                .body("ignored_fields", equalTo(List.of("colour", "hue")));
    }

    @Test
    void theAnswerSaysAllThatBecameOfTheRecords() {
        String project = "/v1/answers/sessions";
        csv(HEADER + ROW)
                .post(project)
                .then()
                .statusCode(200)
                .body(equalTo("{\"received\":1,\"inserted\":1,\"updated\":0,\"unchanged\":0,\"moved\":0,"
                        + "\"adjusted_times\":0,\"ignored_fields\":[]}"));
        csv(HEADER + ROW + ROW)
                .post(project)
                .then()
                .body("updated", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("moved", equalTo(0));
        csv(HEADER + ROW.replace("desk", "other"))
                .post(project)
                .then()
                .body("updated", equalTo(1))
                .body("moved", equalTo(1));
        csv(HEADER + ROW.replace("desk", "other").replace("T09", "T08"))
                .post(project)
                .then()
                .body("updated", equalTo(1))
                .body("moved", equalTo(1));
        csv(HEADER + ROW.replace("desk", "other").replace("T09", "T08").replace("T10", "T11"))
                .post(project)
                .then()
                .body("updated", equalTo(1))
                .body("moved", equalTo(0));
    }

    @Test
    void desktopsTwiceInOneBodyAreUpdated() {
        json("[{\"desktop_id\":\"twice\"},{\"desktop_id\":\"twice\"}]")
                .post(DESKTOPS)
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1))
                .body("updated", equalTo(1))
                .body("unchanged", equalTo(0));
    }

    @Test
    void timesWithoutAZone() {
        String body = HEADER + ROW.replace("Z", "");
        refused(csv(body))
                .body(
                        "error_msg",
                        equalTo("line 2: started_at '2020-01-20T09:00:00' has no zone; say how such times are to be"
                                + " read: time_zone=Europe/Oslo, or time_zone=project"));
        taken(csv(body).queryParam("time_zone", "Europe/Oslo")).body("adjusted_times", equalTo(0));
        taken(csv(body).queryParam("time_zone", "project"));
        refused(csv(body).queryParam("time_zone", "Oslo"))
                .body("error_msg", equalTo("time_zone 'Oslo' is no IANA name as Europe/Oslo, and not 'project'"));
    }

    @Test
    void localTimesThatTheClockSkipsOrShowsTwiceAreCounted() {
        String gap = "s-1,desk,2019-10-27T02:10:00,2019-10-27 02:50\n";
        taken(csv(HEADER + gap).queryParam("time_zone", "Europe/Oslo")).body("adjusted_times", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-01-20 09:00:00Z",
                "2020-01-20T09:00+08:00",
                "2020-01-20 09:00:00+0800",
                "2020-01-20 09:00:00.123456+08",
                "2020-01-20t09:00:00z"
            })
    void acceptedTimes(String time) {
        taken(csv("session_id,desktop_id,started_at\ns-1,desk," + time + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-20", "20.01.2020 09:00", "1579510800", "2020-02-30T09:00:00Z"})
    void otherTimes(String time) {
        refused(csv("session_id,desktop_id,started_at\ns-1,desk," + time + "\n"))
                .body(
                        "error_msg",
                        equalTo("1 bad record: line 2: started_at '" + time
                                + "' is not a time like 2026-11-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|", ","})
    void delimitersAreRecognised(String delimiter) {
        taken(csv((HEADER + ROW).replace(",", delimiter)));
    }

    @Test
    void namesMayBeInAnyCase() {
        taken(csv("\n SESSION_ID , Desktop_Id,Started_At,ENDED_AT\n" + ROW));
    }

    @Test
    void otherDelimiters() {
        refused(csv("session_id:desktop_id:started_at\n"))
                .body(
                        "error_msg",
                        equalTo("the header row of the CSV has one column 'session_id:desktop_id:...':"
                                + " separated by ':'?"));
        refused(csv("\"session_id,desktop_id,started_at\"\n"))
                .body(
                        "error_msg",
                        equalTo("the header row of the CSV has one column 'session_id,desktop_id,...': a row in"
                                + " quotes?"));
        refused(csv("'session_id','desktop_id','started_at'\n"))
                .body(
                        "error_msg",
                        equalTo("the header row of the CSV has names in single quotes; quote with \" or not at all"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void encodingsWithAMark(String encoding) {
        Charset charset = Charset.forName(encoding);
        taken(body("text/csv", ("\uFEFF" + HEADER + ROW).getBytes(charset)));
        taken(body("application/x-ndjson", ("\uFEFF" + RECORD.formatted("")).getBytes(charset)));
        taken(body("application/json", ("\uFEFF[" + RECORD.formatted("") + "]").getBytes(charset)));
    }

    @Test
    void otherEncodings() {
        String named = HEADER.replace("ended_at", "user_name") + "s-1,desk,2020-01-20T09:00:00Z,J\u00f6rg\n";
        refused(body("text/csv", named.getBytes(Charset.forName("windows-1252"))))
                .body(
                        "error_msg",
                        equalTo("1 bad record: line 2: malformed UTF-8: byte F6, which is '\u00f6' in windows-1252;"
                                + " save it as UTF-8"));
        refused(body("text/csv", named.getBytes(StandardCharsets.UTF_16LE)))
                .body(
                        "error_msg",
                        equalTo("the header row of the CSV: not UTF-8: it looks like UTF-16 without a byte order mark;"
                                + " save it as UTF-8"));
        refused(body("application/x-ndjson", new byte[] {'P', 'K', 3, 4, 0}))
                .body(
                        "error_msg",
                        equalTo("the body is not UTF-8: it looks like a workbook (.xlsx) or another zip;"
                                + " save it as CSV"));
        refused(body("application/json", new byte[] {0x1f, (byte) 0x8b, 8, 0}))
                .body(
                        "error_msg",
                        equalTo("the body is not UTF-8: it looks like gzip; say so with Content-Encoding: gzip, or by"
                                + " a name that ends in .gz"));
    }

    @Test
    void aBadRecordIsNamedByItsLine() {
        String twoLines = "s-2,\"desk\n1\",2020-01-20T09:00:00Z,\n";
        refused(csv(HEADER + ROW + twoLines + "s-3,desk,yesterday,\n"))
                .body(
                        "error_msg",
                        equalTo("1 bad record: line 5: started_at 'yesterday' is not a time like"
                                + " 2026-11-01T00:00:00Z"));
        refused(csv(HEADER + "s-1,desk\n"))
                .body("error_msg", equalTo("1 bad record: line 2: has 2 fields, the header row has 4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "text/plain; Content-Type 'text/plain' cannot be read",
                "application/xml; Content-Type 'application/xml' cannot be read",
                "rubbish; Content-Type 'rubbish' cannot be read"
            })
    void otherContent(String contentType, String sent) {
        body(contentType, "x".getBytes(StandardCharsets.UTF_8))
                .post(SESSIONS)
                .then()
                .statusCode(415)
                .body(
                        "error_msg",
                        equalTo(sent + "; possible are application/json (an array), application/x-ndjson (an object a"
                                + " line) and text/csv; also packed with gzip, or any type with a mapping="));
    }

    @Test
    void otherEncodingsOfContent() {
        csv(HEADER)
                .header("Content-Encoding", "br")
                .post(SESSIONS)
                .then()
                .statusCode(415)
                .body("error_msg", equalTo("Content-Encoding 'br' cannot be read; possible are gzip and identity"));
        given().contentType("text/plain")
                .body("x")
                .put("/v1/mistakes/settings")
                .then()
                .statusCode(415)
                .body("error_msg", equalTo("Content-Type 'text/plain' cannot be read; possible is application/json"));
    }

    @Test
    void unknownParametersOfNativeOperations() {
        refused(csv(HEADER + ROW).queryParam("ignore_unknwon", "true"))
                .body("error_msg", equalTo("'ignore_unknwon' is no parameter; did you mean ignore_unknown?"));
        given().get("/v1/mistakes/usage/daily?start_time=2020-01-20T00:00:00Z&end_time=2020-01-20T00:00:00Z&ofset=1")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("'ofset' is no parameter"));
        given().get("/v1/aggregation-runs?projectid=x&limit=1")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("'projectid' is no parameter; did you mean project_id?"));
        given().get("/v1/mistakes/settings?zone=1").then().statusCode(400);
    }

    @Test
    void unknownFieldsOfNativeBodies() {
        given().contentType("application/json")
                .body("{\"timezone\":\"UTC\"}")
                .put("/v1/mistakes/settings")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("'timezone' is no field; did you mean time_zone?"));
        given().contentType("application/json")
                .body("{\"first_day\":\"2020-01-20\",\"last_day\":\"2020-01-20\",\"project\":\"x\"}")
                .post("/v1/aggregation-runs")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("'project' is no field; did you mean project_id?"));
        given().contentType("application/json")
                .body(
                        "{\"start_time\":\"2020-01-20T00:00:00Z\",\"end_time\":\"2020-01-20T23:59:59Z\",\"min_idle\":\"1\"}")
                .post("/v1/mistakes/export-tasks")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("'min_idle' is no field; did you mean min_idle_days?"));
    }

    @Test
    void compatibleOperationsIgnoreAndSaySo() {
        given().get("/v2/mistakes/export-tasks?limit=1&ofset=2&a,b=3")
                .then()
                .statusCode(200)
                .header("X-Ignored-Parameters", equalTo("a%2Cb, ofset"));
        given().get("/v2/mistakes/export-tasks?limit=1").then().header("X-Ignored-Parameters", nullValue());
        String period = "?start_time=2020-01-20T00:00:00Z&end_time=2020-01-20T23:59:59Z";
        given().get("/v2/mistakes/statistics/metrics/desktops" + period + "&resource_nme=a&min_idle_days=0")
                .then()
                .statusCode(200)
                .header("X-Ignored-Parameters", equalTo("resource_nme"));
        given().contentType("application/json")
                .body("{\"task_ids\":[\"none\"],\"force\":{\"a\":1}}")
                .post("/v2/mistakes/export-tasks/batch-delete?now=1")
                .then()
                .statusCode(200)
                .header("X-Ignored-Parameters", equalTo("now, force"));
    }

    private static ValidatableResponse refused(RequestSpecification upload) {
        return upload.post(SESSIONS).then().statusCode(400);
    }

    private static ValidatableResponse taken(RequestSpecification upload) {
        Response answer = upload.post(SESSIONS);
        return answer.then().statusCode(200).body("keySet()", hasItems("received", "moved"));
    }

    private static RequestSpecification csv(String text) {
        return body("text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification ndjson(String text) {
        return body("application/x-ndjson", text.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification json(String text) {
        return body("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification body(String contentType, byte[] body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(contentType, ContentType.TEXT)))
                .contentType(contentType)
                .body(body);
    }
}
