package dev.deskhours.auth.signature;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest.HttpRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the published SDK core signs and sends is accepted as it arrives. */
class SdkCoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String JSON = "[{\"session_id\": \"Büro 東京\"}]";

    private static SdkCore core;

    @BeforeAll
    static void startTheCore() throws Exception {
        core = SdkCore.start();
    }

    @AfterAll
    static void stopTheCore() throws Exception {
        core.close();
    }

    @ParameterizedTest
    @MethodSource
    void paths(TestScheme scheme, String path) throws Exception {
        accepts(scheme, core.request(HttpMethod.GET, path));
    }

    static Stream<Arguments> paths() {
        return eachSchemeWith(
                "",
                "/",
                "/v1/{project_id}/export-tasks",
                "/v1/{project_id}/export-tasks/",
                "//v1/a",
                "/v1//a",
                "/a b",
                "/a+b",
                "/a~b",
                "/a*b(c)!'",
                "/a:b@c;d,e=f&g$h",
                "/100%",
                "/100%!",
                "/[a]",
                "/{a}|b^c`d\"e<f>",
                "/Büro/東京/😀",
                "/...");
    }

    @ParameterizedTest
    @MethodSource
    void queryValues(TestScheme scheme, String value) throws Exception {
        accepts(scheme, core.request(HttpMethod.GET, "/v2/p/desktops").addQueryParam("b", List.of(value)));
        accepts(
                scheme,
                core.request(HttpMethod.GET, "/v2/p/desktops")
                        .addQueryParam("limit", List.of("10"))
                        .addQueryParam("a-b", List.of(value, "0", value + "~", ""))
                        .addQueryParam("a", List.of(value))
                        .addQueryParam("none", List.of()));
    }

    static Stream<Arguments> queryValues() {
        return eachSchemeWith(
                "",
                " ",
                "a b",
                "+",
                "a+b",
                "%",
                "%20",
                "%2B",
                "~",
                "*",
                "/",
                "a=b",
                "a&b=c",
                "?#",
                "2026-11-23T12:00:00+08:00",
                "[]{}|\\^`\"<>",
                "!$'(),;:@-._",
                "Büro",
                "東京",
                "😀",
                "\u0000\t\n");
    }

    @ParameterizedTest
    @EnumSource
    void bodies(TestScheme scheme) throws Exception {
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            accepts(scheme, upload(method, "application/json"));
            accepts(scheme, upload(method, "application/json;charset=UTF-8"));
            accepts(scheme, core.request(method, "/v1/p/sessions"));
        }
    }

    /** Of BSON, since the core sends nothing in place of a stream of JSON. */
    @ParameterizedTest
    @EnumSource
    void streams(TestScheme scheme) throws Exception {
        byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
        HttpRequestBuilder upload = core.request(HttpMethod.POST, "/v1/p/sessions")
                .withContentType("application/bson")
                .withBody(new ByteArrayInputStream(bytes));
        assertThat(accepts(scheme, upload).body()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void otherContentIsNotSignedButForSm3(TestScheme scheme) throws Exception {
        WireRequest arrived = accepts(scheme, upload(HttpMethod.POST, "text/csv"));
        assertThat(arrived.value("X-Sdk-Content-Sha256")).isEqualTo("UNSIGNED-PAYLOAD");
        assertThat(Verification.accepts(arrived.withBody(new byte[0]), NOW))
                .isEqualTo(scheme != TestScheme.SDK_HMAC_SM3);
    }

    @ParameterizedTest
    @EnumSource
    void declaredHashes(TestScheme scheme) throws Exception {
        String hash = scheme.hash().hexHash(JSON.getBytes(StandardCharsets.UTF_8));
        WireRequest arrived =
                accepts(scheme, upload(HttpMethod.POST, "application/json").addHeader(scheme.contentHeader(), hash));
        assertThat(arrived.value(scheme.contentHeader())).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deskhours.example.com", "deskhours.example.com:80", "DESKHOURS.example.com:443", "[::1]:1"})
    void hosts(String host) throws Exception {
        WireRequest arrived = accepts(
                TestScheme.SDK_HMAC_SHA256, core.request(HttpMethod.GET, "/").addHeader("Host", host));
        assertThat(arrived.values("Host")).containsExactly(host);
    }

    @Test
    void theHostIsSignedWithThePortOfTheEndpoint() throws Exception {
        WireRequest arrived = accepts(TestScheme.SDK_HMAC_SHA256, core.request(HttpMethod.GET, "/"));
        assertThat("http://" + arrived.value("Host")).isEqualTo(core.endpoint());
    }

    @Test
    void theContentTypeIsNotSigned() throws Exception {
        WireRequest arrived = accepts(TestScheme.SDK_HMAC_SHA256, upload(HttpMethod.POST, "application/json"));
        RequestSignature signature = RequestSignature.read(arrived.signed(), NOW);
        assertThat(List.of("host", "user-agent", "x-project-id", "x-sdk-date")).allMatch(signature::signs);
        assertThat(signature.signs("Content-Type")).isFalse();
    }

    /** The core signs these otherwise than it sends them, so that one signature would fit two requests. */
    @ParameterizedTest
    @ValueSource(strings = {"/a%20b", "/a%2Fb", "/a\\b", "/a//", "/a\tb", "/a/./b", "/a/../b", "/a?b=c"})
    void pathsThatTheCoreSendsOtherwiseAreRefused(String path) throws Exception {
        refuses(core.request(HttpMethod.GET, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[b]", "a b", "a+b", "ä"})
    void keysThatTheCoreSignsTwiceAreRefused(String key) throws Exception {
        refuses(core.request(HttpMethod.GET, "/").addQueryParam(key, List.of("c")));
    }

    private static HttpRequestBuilder upload(HttpMethod method, String contentType) {
        return core.request(method, "/v1/p/sessions")
                .withContentType(contentType)
                .withBodyAsString(JSON);
    }

    private static WireRequest accepts(TestScheme scheme, HttpRequestBuilder request) throws Exception {
        WireRequest arrived = core.send(scheme, request);
        assertThat(arrived.value("Authorization")).startsWith(scheme.word() + " ");
        assertThat(Verification.accepts(arrived, NOW)).isTrue();
        return arrived;
    }

    private static void refuses(HttpRequestBuilder request) throws Exception {
        assertThat(Verification.accepts(core.send(TestScheme.SDK_HMAC_SHA256, request), NOW))
                .isFalse();
    }

    private static Stream<Arguments> eachSchemeWith(String... texts) {
        return Stream.of(TestScheme.values())
                .flatMap(scheme -> Stream.of(texts).map(text -> Arguments.of(scheme, text)));
    }
}
