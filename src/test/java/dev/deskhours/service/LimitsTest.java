package dev.deskhours.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.RawHttp.Answer;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.OWN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

/** What one caller may ask for is bounded, and no caller can use up what is another's. */
@QuarkusTest
@WithTestResource(
        value = SecuredService.class,
        initArgs = {
            @ResourceArg(name = "deskhours.limits.requests-per-second", value = "1"),
            @ResourceArg(name = "deskhours.limits.burst", value = "30"),
            @ResourceArg(name = "quarkus.http.proxy.proxy-address-forwarding", value = "true"),
            @ResourceArg(name = "quarkus.http.proxy.trusted-proxies", value = "127.0.0.1")
        })
class LimitsTest {
    private static final TestKey OWNER = new TestKey(SecuredService.ACCESS_KEY, SecuredService.SECRET_KEY);
    private static final TestKey WRONG = new TestKey(SecuredService.ACCESS_KEY, "not-the-secret");
    private static final RawHttp ATTACKER = new RawHttp("127.0.0.9");
    private static final int GUESSES = 100;
    private static final String SETTINGS = "/v1/" + OWN + "/settings";

    @Test
    void requestsOfOneCaller() {
        String talkative = SecuredService.only("workspace:statistics:aggregate");
        Response last = null;
        for (int count = 0; count < 40 && (last == null || last.statusCode() == 200); count++) {
            last = asked(talkative);
        }
        last.then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("error_code", equalTo("APIGW.0308"));
        asked(ADMINISTRATOR).then().statusCode(200);
    }

    @Test
    void requestsOfSomebodyUnknown() {
        RawHttp stranger = new RawHttp("127.0.0.7");
        WireRequest guess =
                WireRequest.of("GET", SETTINGS, null, RawHttp.host()).with("X-Auth-Token", "guess");
        Answer last = stranger.send(guess);
        for (int count = 0; count < 40 && last.status() == 401; count++) {
            last = stranger.send(guess);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(stranger.send(guess.with("X-Auth-Token", ADMINISTRATOR)).status())
                .as("whoever shares the address and is known")
                .isEqualTo(200);
    }

    @Test
    void wrongSignaturesLockTheKeyOutForTheirAddressAlone() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(ATTACKER.send(signed(WRONG)).status()).isEqualTo(401);
        }
        Answer locked = ATTACKER.send(signed(WRONG));
        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.text())
                .containsPattern("(?i)retry-after: [1-9][0-9]*")
                .contains("APIGW.0308");
        assertThat(RawHttp.FROM_LOCALHOST.send(signed(OWNER)).status()).isEqualTo(200);
    }

    @Test
    void rightSignaturePassesALockAndEndsIt() {
        RawHttp mistaken = new RawHttp("127.0.0.10");
        for (int wrong = 0; wrong < 6; wrong++) {
            mistaken.send(signed(WRONG));
        }
        assertThat(mistaken.send(signed(WRONG)).status()).isEqualTo(429);
        assertThat(mistaken.send(signed(OWNER)).status()).isEqualTo(200);
        assertThat(mistaken.send(signed(WRONG)).status()).isEqualTo(401);
    }

    @Test
    void ofManyGuessesAtOnceFiveAreJudged() throws Exception {
        RawHttp guesser = new RawHttp("127.0.0.11");
        ExecutorService threads = Executors.newFixedThreadPool(GUESSES);
        CountDownLatch headsSent = new CountDownLatch(GUESSES);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int guess = 0; guess < GUESSES; guess++) {
            answers.add(threads.submit(() -> guesser.sendInTwo(guess(), headsSent)));
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        for (Future<Integer> answer : answers) {
            counts.merge(answer.get(), 1, Integer::sum);
        }
        threads.shutdown();
        assertThat(counts).containsExactly(Map.entry(401, 5), Map.entry(429, GUESSES - 5));
    }

    @Test
    void rightSignatureInBetweenBeginsANewRow() {
        RawHttp forgetful = new RawHttp("127.0.0.8");
        for (int round = 0; round < 3; round++) {
            for (int wrong = 0; wrong < 4; wrong++) {
                assertThat(forgetful.send(signed(WRONG)).status()).isEqualTo(401);
            }
            assertThat(forgetful.send(signed(OWNER)).status()).isEqualTo(200);
        }
    }

    @Test
    void bodiesThatAreHeldInMemory() {
        String body = "{\"time_zone\":\"UTC\",\"padding\":\"" + "x".repeat(1 << 20) + "\"}";
        given().header("X-Auth-Token", ADMINISTRATOR)
                .contentType("application/json")
                .body(body)
                .put("/v1/large-bodies/settings")
                .then()
                .statusCode(413)
                .body("error_code", equalTo("APIGW.0201"));
        Answer chunked =
                RawHttp.FROM_LOCALHOST.send(WireRequest.of("PUT", "/v1/large-bodies/settings", null, RawHttp.host())
                        .with("X-Auth-Token", ADMINISTRATOR)
                        .with("Content-Type", "application/json")
                        .with("Transfer-Encoding", "chunked")
                        .withBody(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"));
        assertThat(chunked.status()).as(chunked.text()).isEqualTo(413);
        assertThat(chunked.text()).contains("APIGW.0201");
    }

    @Test
    void headersAndUri() {
        WireRequest request =
                WireRequest.of("GET", SETTINGS, null, RawHttp.host()).with("X-Auth-Token", ADMINISTRATOR);
        assertThat(RawHttp.FROM_LOCALHOST
                        .send(request.with("X-Padding", "x".repeat(40_000)))
                        .status())
                .isEqualTo(431);
        assertThat(RawHttp.FROM_LOCALHOST
                        .send(request.withQuery("x=" + "x".repeat(20_000)))
                        .status())
                .isEqualTo(414);
    }

    @Test
    void unsignedBodiesAreTakenFromATrustedProxyThatHadThemEncrypted() {
        WireRequest request = new TestSigner(TestScheme.SDK_HMAC_SHA256, OWNER)
                .sign(
                        WireRequest.of("GET", SETTINGS, null, "deskhours.example")
                                .with("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"),
                        Instant.now());
        WireRequest forwarded = request.with("X-Forwarded-Proto", "https");

        assertThat(RawHttp.FROM_LOCALHOST.send(forwarded).status()).isEqualTo(200);
        assertThat(RawHttp.FROM_LOCALHOST.send(request).status()).isEqualTo(401);
        assertThat(new RawHttp("127.0.0.12")
                        .send(forwarded.with("X-Forwarded-Trusted-Proxy", "true"))
                        .status())
                .isEqualTo(401);
    }

    private static Response asked(String token) {
        return given().header("X-Auth-Token", token).get(SETTINGS);
    }

    private static WireRequest guess() {
        WireRequest request = WireRequest.of("PUT", SETTINGS, null, RawHttp.host())
                .with("Content-Type", "application/json")
                .withBody("{}");
        return new TestSigner(TestScheme.SDK_HMAC_SHA256, WRONG).sign(request, Instant.now());
    }

    private static WireRequest signed(TestKey key) {
        WireRequest request = WireRequest.of("GET", SETTINGS, null, RawHttp.host());
        return new TestSigner(TestScheme.SDK_HMAC_SHA256, key).sign(request, Instant.now());
    }
}
