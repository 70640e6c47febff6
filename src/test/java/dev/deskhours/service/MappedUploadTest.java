package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** What other systems wrote, sent to the service as it is. */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class MappedUploadTest {
    private static final String GUACAMOLE = """
            history_id,username,connection_name,connection_id,start_date,end_date
            1,ivo,lab,3,2020-01-20 09:00:00+00,2020-01-20 10:00:00+00
            2,ann,lab,4,2020-01-20 09:00:00+00,NULL
            """;
    private static final String CONSOLE = """
            {"sessions":[{"id":"a-1","device_id":"dev-1","operator":"o","started_at":"2020-01-20T14:00:00Z","ended_at":null},
             {"id":"a-2","device_id":"dev-2","operator":"o","started_at":"2020-01-20T14:00:00Z","ended_at":"2020-01-20T15:00:00Z"}],
             "presence":[{"device_id":"dev-1","online_from":"2020-01-20T06:00:00Z","online_to":"2020-01-20T14:20:00Z"}]}
            """;
    private static final String OWN = """
            {"description": "the lab", "source": {"type": "csv"}, "kind": "events", "times": {"zone": "UTC"},
             "fields": {"desktop_id": "host", "user_name": "user"},
             "events": {"time": "at", "scope": "host", "key": "user",
                        "rules": [{"is": "open", "when": {"what": "in"}}, {"is": "close", "when": {"what": "out"}}]}}""";

    @Test
    void aPresetByNameOrRecognised() {
        taken("by-name", "?mapping=guacamole-history", GUACAMOLE)
                .body("mapping", equalTo("guacamole-history"))
                .body("inserted", equalTo(2))
                .body("sessions", nullValue());
        taken("by-name", "?mapping=auto", GUACAMOLE)
                .body("mapping", equalTo("guacamole-history"))
                .body("unchanged", equalTo(2));
        taken("by-name", "?mapping=auto", "session_id,desktop_id,started_at\ns,d,2020-01-20T09:00:00Z\n")
                .body("mapping", equalTo("own"));
        refused("by-name", "?mapping=auto", "what is this\n")
                .body("error_msg", containsString("Content-Type 'text/plain"));
        refused("by-name", "?mapping=auto", "[\"a\",\"a\"]\n")
                .body("error_msg", containsString("Content-Type 'text/plain"));
        refused("by-name", "?mapping=guacamole-history", "a,\"b\"c\"\n1,2\n")
                .body("error_msg", containsString("the header row is malformed CSV"));
        refused("by-name", "?mapping=guacamole-histry", GUACAMOLE)
                .body(
                        "error_msg",
                        equalTo("mapping 'guacamole-histry' is no preset and none of the project's mappings;"
                                + " did you mean guacamole-history?"));
    }

    @Test
    void sessionsAndPresenceSignsOfOneFileAreTakenTogether() {
        taken("signed", "?mapping=auto&dry_run=true", CONSOLE)
                .body("mapping", equalTo("remote-access-sessions"))
                .body("received", equalTo(3))
                .body("inserted", equalTo(3))
                .body("sessions.session_id", contains("a-1", "a-2"));
        refused("signed", "?mapping=auto", CONSOLE.replace("2020-01-20T14:20:00Z", "2320-01-20T14:20:00Z"))
                .body("error_msg", containsString("line 3: at '2320-01-20T14:20:00Z' is in the future"));
        refused("signed", "?mapping=auto", CONSOLE.replace("\"presence\"", "\"presenze\""))
                .body("error_msg", containsString("the document has no array 'presence'"));
        taken("signed", "?mapping=auto", CONSOLE).body("received", equalTo(3)).body("inserted", equalTo(3));
        taken("signed", "?mapping=auto", CONSOLE).body("inserted", equalTo(0)).body("unchanged", equalTo(3));
    }

    @Test
    void aDryRunKeepsNothing() {
        taken("dry", "?mapping=guacamole-history&dry_run=true", GUACAMOLE)
                .body("received", equalTo(2))
                .body("inserted", equalTo(2))
                .body("sessions.session_id", contains("guacamole/1", "guacamole/2"))
                .body("sessions[0].ended_at", equalTo("2020-01-20T10:00:00Z"))
                .body("left_out.size()", equalTo(0));
        taken("dry", "?mapping=guacamole-history", GUACAMOLE).body("inserted", equalTo(2));
        taken("dry", "?mapping=guacamole-history&dry_run=true", GUACAMOLE).body("unchanged", equalTo(2));
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> "s-" + i + ",d,2020-01-20T09:00:00Z\n")
                .reduce("session_id,desktop_id,started_at\n", String::concat);
        given().contentType("text/csv; charset=utf-8")
                .body(rows)
                .post("/v1/dry-own/sessions?dry_run=true")
                .then()
                .statusCode(200)
                .body("inserted", equalTo(20))
                .body("sessions", hasSize(10));
        given().contentType("application/json")
                .body("[{\"desktop_id\":\"d\"}]")
                .post("/v1/dry-own/desktops?dry_run=true")
                .then()
                .statusCode(200)
                .body("desktops.desktop_id", contains("d"));
        assertThat(new ServiceClient("dry-own").desktops("2020-01-20", "2020-01-20"))
                .isEmpty();
    }

    @Test
    void fieldsThatTheFileDoesNotSay() {
        String last =
                "ivo      pts/0        198.51.100.7     Mon Jan 20 09:00:00 2020 - Mon Jan 20 10:00:00 2020  (01:00)\n";
        refused("set", "?mapping=last&time_zone=UTC", last)
                .body("error_msg", equalTo("the file does not say desktop_id; give it with set.desktop_id=VALUE"));
        refused("set", "?mapping=last&time_zone=UTC&set.desktop=h1", last)
                .body("error_msg", equalTo("set.desktop: no such field; did you mean 'desktop_id'?"));
        refused("set", "?mapping=last&set.desktop_id=h1", last)
                .body(
                        "error_msg",
                        containsString("has no zone; say how such times are to be read: time_zone=Europe/Oslo, or"
                                + " time_zone=project"));
        refused("set", "?set.desktop_id=h1", last).body("error_msg", equalTo("mapping is required with set.FIELD"));
        taken("set", "?mapping=last&time_zone=UTC&set.desktop_id=h1", last).body("inserted", equalTo(1));
    }

    @Test
    void aBadRowIsNamedByItsLine() {
        refused("bad", "?mapping=guacamole-history", GUACAMOLE.replace("2020-01-20 10:00:00+00", "later"))
                .body("error_msg", equalTo("1 bad record: line 2: ended_at 'later' is no time of the form iso"));
        refused("bad", "?mapping=guacamole-history", GUACAMOLE.replace("10:00:00", "08:00:00"))
                .body("error_msg", equalTo("1 bad record: line 2: ended_at is before started_at"));
    }

    @Test
    void mappingsAreStoredAndUsed() {
        put("mine", OWN)
                .statusCode(200)
                .body("name", equalTo("mine"))
                .body("description", equalTo("the lab"))
                .body("kind", equalTo("events"))
                .body("document", equalTo(OWN));
        given().get("/v1/stored/mappings")
                .then()
                .body("mappings.name", hasItem("mine"))
                .body("mappings[0].document", nullValue())
                .body("presets", hasItem("wtmp"));
        given().get("/v1/stored/mappings/mine").then().body("document", equalTo(OWN));
        taken("stored", "?mapping=mine", "at,host,user,what\n2020-01-20 09:00,h1,ivo,in\n")
                .body("inserted", equalTo(1));
        taken("stored", "?mapping=mine", "at,host,user,what\n2020-01-20 10:30,h1,ivo,out\n")
                .body("updated", equalTo(1));
        ServiceClient service = new ServiceClient("stored");
        service.aggregate("2020-01-20", "2020-01-20");
        assertThat(service.days("h1", "2020-01-20", "2020-01-20").get(0)).containsEntry("desktop_usage", 5400);
        refused("elsewhere", "?mapping=mine", "at\n").body("error_msg", startsWith("mapping 'mine' is no preset"));
        given().delete("/v1/stored/mappings/mine").then().statusCode(204);
        given().delete("/v1/stored/mappings/mine").then().statusCode(404);
        given().get("/v1/stored/mappings/mine").then().statusCode(404);
    }

    @Test
    void documentsAreValidatedAsAWhole() {
        put("wrong", "{\"source\": {\"type\": \"csw\"}, \"feilds\": {}}")
                .statusCode(400)
                .body("error_msg", containsString("did you mean 'fields'?"))
                .body("error_msg", containsString("source.type is 'csw'"));
        put("last", OWN)
                .statusCode(400)
                .body("error_msg", equalTo("'last' is a preset; give the mapping another name"));
        put("Mine", OWN).statusCode(400);
        put("empty", " ").statusCode(400);
        put("long", OWN.replace("the lab", "x".repeat(65_536))).statusCode(400);
        for (int i = 0; i < 50; i++) {
            put("m-" + i, OWN, "many").statusCode(200);
        }
        put("m-50", OWN, "many").statusCode(429);
        put("m-49", OWN, "many").statusCode(200);
    }

    private static ValidatableResponse put(String name, String document) {
        return put(name, document, "stored");
    }

    private static ValidatableResponse put(String name, String document, String project) {
        return given().contentType("application/json")
                .body(document)
                .put("/v1/" + project + "/mappings/" + name)
                .then();
    }

    private static ValidatableResponse taken(String project, String query, String body) {
        return upload(project, query, body).statusCode(200);
    }

    private static ValidatableResponse refused(String project, String query, String body) {
        ValidatableResponse answer = upload(project, query, body);
        assertThat(List.of(400, 415)).contains(answer.extract().statusCode());
        return answer;
    }

    private static ValidatableResponse upload(String project, String query, String body) {
        return given().contentType("text/plain; charset=utf-8")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/" + project + "/sessions" + query)
                .then();
    }
}
