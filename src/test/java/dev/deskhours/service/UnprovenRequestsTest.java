package dev.deskhours.service;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.RawHttp2;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.OWN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** What those who have proven nothing can make the service do. */
@QuarkusTest
@WithTestResource(SecuredService.class)
class UnprovenRequestsTest {
    private static final TestKey OWNER = new TestKey(SecuredService.ACCESS_KEY, SecuredService.SECRET_KEY);
    private static final String SETTINGS = "/v1/" + OWN + "/settings";
    private static final Pattern URI = Pattern.compile("http_server_requests_seconds_count\\{.*uri=\"([^\"]*)\"");
    private static final Pattern METHOD = Pattern.compile("http_server_requests_seconds_count\\{.*method=\"([^\"]*)\"");

    /** More than the registry keeps. */
    private static final int MANY = 150;

    @Test
    void pathsAndMethodsThatAreNoneDoNotUseUpTheMetrics() {
        IntStream.range(0, MANY).forEach(number -> {
            send("PUT", "/v1/r" + number + "/sessions");
            send("PUT", "/v1/r" + number + "/sessions/");
            send("OPTIONS", "/v1/o" + number + "/sessions");
            send("NONE" + number, SETTINGS);
            send("GET", "/q/n" + number);
            send("GET", "/v1/{x" + number + "}/settings/");
            send("PUT", "//v1/s" + number + "/sessions");
        });
        given().header("X-Auth-Token", ADMINISTRATOR).get(SETTINGS).then().statusCode(200);

        String metrics = metrics();
        assertThat(tags(URI, metrics)).hasSizeLessThan(60).contains("/v1/{project_id}/settings");
        assertThat(tags(METHOD, metrics)).hasSizeLessThan(9).contains("GET");
    }

    @Test
    void whatMethodsAPathHasIsForCallers() {
        String path = "/v1/" + OWN + "/sessions";
        given().put(path).then().statusCode(401).body("error_code", equalTo("APIGW.0301"));
        given().header("X-Auth-Token", "guess").put(path).then().statusCode(401);
        given().header("X-Auth-Token", ADMINISTRATOR)
                .put(path)
                .then()
                .statusCode(405)
                .header("Allow", containsString("POST"));
        WireRequest signed = sign(WireRequest.of("PUT", path, null, RawHttp.host())
                .with("Content-Type", "application/json")
                .withBody("{}"));
        assertThat(RawHttp.FROM_LOCALHOST.send(signed).status()).isEqualTo(405);
        assertThat(RawHttp.FROM_LOCALHOST.send(signed.withBody("[]")).status()).isEqualTo(401);
    }

    @Test
    void anUnsignedBodyIsNotTakenForEncryptedBecauseItSaysSo() {
        WireRequest request = sign(
                WireRequest.of("GET", SETTINGS, null, RawHttp.host()).with("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"));

        assertThat(RawHttp2.send(request, "https", RawHttp.host()).status()).isEqualTo("401");
        assertThat(RawHttp2.send(
                                request.with("X-Forwarded-Proto", "https").with("X-Forwarded-Trusted-Proxy", "true"),
                                "https",
                                RawHttp.host())
                        .status())
                .isEqualTo("401");
        assertThat(RawHttp2.send(sign(WireRequest.of("GET", SETTINGS, null, RawHttp.host())), "https", RawHttp.host())
                        .status())
                .isEqualTo("200");
    }

    @Test
    void aLongBodyDeclaresItsHashOrComesWithAToken() {
        String body = "{\"time_zone\":\"UTC\"" + " ".repeat(65 << 10) + "}";
        WireRequest request = WireRequest.of("PUT", SETTINGS, null, RawHttp.host())
                .with("Content-Type", "application/json")
                .withBody(body);

        RawHttp.Answer refused = RawHttp.FROM_LOCALHOST.send(sign(request));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text()).contains("APIGW.0201", "X-Sdk-Content-Sha256");
        WireRequest declared = request.with(
                "X-Sdk-Content-Sha256", TestScheme.SDK_HMAC_SHA256.hash().hexHash(request.body()));
        assertThat(RawHttp.FROM_LOCALHOST.send(sign(declared)).status()).isEqualTo(200);
        assertThat(RawHttp.FROM_LOCALHOST
                        .send(request.with("X-Auth-Token", ADMINISTRATOR))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void logInsAreCounted() {
        double before = logIns("signature", "refused");
        TestSigner forger = new TestSigner(TestScheme.SDK_HMAC_SHA256, new TestKey(OWNER.access(), "guess"));
        WireRequest request = WireRequest.of("GET", SETTINGS, null, RawHttp.host());
        assertThat(RawHttp.FROM_LOCALHOST
                        .send(forger.sign(request, Instant.now()))
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.FROM_LOCALHOST.send(sign(request)).status()).isEqualTo(200);
        given().get(SETTINGS).then().statusCode(401);

        assertThat(logIns("signature", "refused")).isEqualTo(before + 1);
        assertThat(logIns("signature", "accepted")).isPositive();
        assertThat(logIns("nothing", "refused")).isPositive();
        assertThat(logIns("token", "accepted")).isPositive();
        assertThat(logIns("jwt", "limited")).isZero();
    }

    private static void send(String method, String path) {
        RawHttp.text(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static WireRequest sign(WireRequest request) {
        return new TestSigner(TestScheme.SDK_HMAC_SHA256, OWNER).sign(request, Instant.now());
    }

    private static double logIns(String kind, String outcome) {
        String name = "deskhours_auth_logins_total{kind=\"" + kind + "\",outcome=\"" + outcome + "\"";
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    private static String metrics() {
        Response metrics = given().header("X-Auth-Token", ADMINISTRATOR).get("/q/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        return metrics.asString();
    }

    private static Set<String> tags(Pattern pattern, String metrics) {
        return pattern.matcher(metrics).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
