package dev.deskhours.service;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.allBut;
import static dev.deskhours.testing.SecuredService.only;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** What is no operation of the API: open where anybody may see it, and for operators alone where not. */
@QuarkusTest
@WithTestResource(SecuredService.class)
class OperationsAccessTest {
    private static final String OBSERVE = "workspace:service:observe";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/started",
                "/q/openapi",
                "/q/swagger-ui/",
                "/",
                "/index.js",
                "/page/sign.js"
            })
    void isOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/metrics/",
                "/q//metrics",
                "/q/./metrics",
                "/q/health/../metrics",
                "/%71/metrics"
            })
    void isForOperators(String path) {
        Response refused = given().urlEncodingEnabled(false).get(path);
        assertThat(refused.statusCode()).as(refused.asString()).isIn(401, 404);
        assertThat(refused.asString()).doesNotContain("deskhours_");
    }

    @Test
    void metrics() {
        given().get("/q/metrics").then().statusCode(401).body("error_code", equalTo("APIGW.0301"));
        as(ADMINISTRATOR).then().statusCode(200).body(containsString("deskhours_export_tasks"));
        as(only(OBSERVE)).then().statusCode(403);
        as(allBut(OBSERVE)).then().statusCode(403).body("error_code", equalTo("WKS.00081102"));
    }

    @Test
    void readinessSaysThatCallersAreAskedAndWhereTheirKeysStand() {
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'authentication' }.data.mode", equalTo("ON"))
                .body("checks.find { it.name == 'authentication' }.data.keys_file", equalTo("ok"));
    }

    @Test
    void refusalSaysHowToComeIn() {
        given().get("/v1/any/settings").then().header("WWW-Authenticate", containsString("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/q/swagger-ui/"})
    void pagesCannotBeFramedOrScripted(String path) {
        given().get(path)
                .then()
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.js", "/page/core/dom.js", "/page/uplot/uPlot.iife.min.js"})
    void theConsoleTakesNothingFromElsewhereAndNothingFromTheVersionBefore(String path) {
        String policy = given().get(path)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .extract()
                .header("Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "trusted-types 'none'")
                .doesNotContain("unsafe", "data:", "blob:", "*");
    }

    @Test
    void otherOriginsAreTreatedAsNobody() {
        Response answer = given().header("Origin", "https://elsewhere.example")
                .header("X-Auth-Token", ADMINISTRATOR)
                .get("/v1/any/settings");
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        Response preflight = given().header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "X-Auth-Token")
                .options("/v1/any/settings");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void answersOfTheApiAreNotKeptOnTheWay() {
        given().header("X-Auth-Token", ADMINISTRATOR)
                .get("/v1/any/settings")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static Response as(String token) {
        return given().header("Authorization", "Bearer " + token).get("/q/metrics");
    }
}
