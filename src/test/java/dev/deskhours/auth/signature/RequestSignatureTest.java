package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.auth.signature.BodyHash.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final TestSigner SIGNER = new TestSigner(TestScheme.SDK_HMAC_SHA256, TestKey.CALLER);

    @Test
    void publishedCheckValue() {
        RequestSignature signature = RequestSignature.read(published().signed(), Instant.parse("2019-11-15T03:40:00Z"));

        assertThat(signature.accessKey()).isEqualTo("QTWAOYTTINDUT2QVKYUC");
        assertThat(signature.bodyHash()).isEqualTo(new BodyHash(Kind.FROM_BODY, null));
        assertThat(signature.newBodyDigest().hex()).isEqualTo(EMPTY_SHA256);
        byte[] canonical = signature.canonicalRequest(EMPTY_SHA256).getBytes(StandardCharsets.US_ASCII);
        assertThat(TestHash.SHA_256.hexHash(canonical))
                .isEqualTo("b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a");
        assertThat(signature.matches("MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc", EMPTY_SHA256))
                .isTrue();
    }

    @Test
    void canonicalRequestOfTheCheckValue() {
        RequestSignature signature = RequestSignature.read(published().signed(), Instant.parse("2019-11-15T03:40:00Z"));
        assertThat(signature.canonicalRequest(EMPTY_SHA256)).isEqualTo("""
                GET
                /v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/
                limit=2&marker=13551d6b-755d-4757-b956-536f674975c0
                content-type:application/json
                host:service.region.example.com
                x-sdk-date:20191115T033655Z

                content-type;host;x-sdk-date
                """ + EMPTY_SHA256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SDK-HMAC-SHA256 Access=a, SignedHeaders=b, Signature=c",
                "SDK-HMAC-SM3 Access=a",
                "V11-HMAC-SHA256 Credential=a",
                "SDK-HMAC-SHA256",
                "SDK-HMAC-SHA256 rubbish"
            })
    void aKnownSchemeIsClaimed(String authorization) {
        assertThat(RequestSignature.isClaimedBy(authorization)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "Bearer SDK-HMAC-SHA256",
                "Bearer token",
                "sdk-hmac-sha256 Access=a",
                "SDK-HMAC-SHA2567 Access=a",
                " SDK-HMAC-SHA256 Access=a",
                "SDK-HMAC-SHA1 Access=a",
                "SDK-HMAC-SHA256,Access=a"
            })
    void anythingElseIsNot(String authorization) {
        assertThat(RequestSignature.isClaimedBy(authorization)).isFalse();
    }

    @Test
    void aMalformedSignatureSaysNothingOfWhy() {
        WireRequest request = signed().with("Authorization", "SDK-HMAC-SHA256 rubbish");
        assertThatThrownBy(() -> RequestSignature.read(request.signed(), NOW))
                .isInstanceOf(SignatureRefused.class)
                .hasMessage("verify aksk signature fail");
    }

    @Test
    void anExpiredSignatureSaysBothTimes() {
        assertThatThrownBy(() -> RequestSignature.read(signed().signed(), NOW.plusSeconds(15 * 60 + 1)))
                .isInstanceOf(SignatureRefused.class)
                .hasMessage("calc aksk signature fail:signature expired, "
                        + "signature time:20261123T120000Z,server time:20261123T121501Z");
    }

    @Test
    void aSignatureOfTheFutureSaysTheSame() {
        assertThatThrownBy(() -> RequestSignature.read(signed().signed(), NOW.minusMillis(15 * 60_000 + 1)))
                .hasMessage("calc aksk signature fail:signature expired, "
                        + "signature time:20261123T120000Z,server time:20261123T114459Z");
    }

    @Test
    void aRefusalHasNoStackTrace() {
        assertThat(SignatureRefused.malformed().getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"中", "%4中", "a\u0100"})
    void charactersThatAreNoBytesAreRefused(String text) {
        refusesAllSigned(signed().withPath("/" + text));
        refusesAllSigned(signed().withQuery("a=" + text));
        refusesAllSigned(signed().withQuery(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "a\u007fb", "中"})
    void charactersThatNoHeaderHasAreRefused(String value) {
        refusesAllSigned(SIGNER.sign(WireRequest.of("GET", "/", null, "host").plus("X-Note", value), NOW));
    }

    @Test
    void twoHostsAreRefused() {
        refusesAllSigned(signed().plus("Host", "localhost:8080"));
        refusesAllSigned(signed().plus("host", "other"));
    }

    @Test
    void signsTheHeadersOfTheListInAnyCase() {
        WireRequest request = WireRequest.of("GET", "/", null, "host").plus("X-Security-Token", "token");
        RequestSignature signature =
                RequestSignature.read(SIGNER.sign(request, NOW).signed(), NOW);
        assertThat(List.of("x-security-token", "X-Security-Token", "HOST", "X-Sdk-Date"))
                .allMatch(signature::signs);
        assertThat(List.of("x-auth-token", "authorization", "")).noneMatch(signature::signs);
    }

    @Test
    void theLogHasNoTokens() {
        WireRequest request = WireRequest.of("GET", "/", null, "host")
                .plus("X-Security-Token", "swordfish")
                .plus("X-Auth-Token", "swordfish")
                .plus("Cookie", "swordfish");
        RequestSignature signature =
                RequestSignature.read(SIGNER.sign(request, NOW).signed(), NOW);
        assertThat(signature.canonicalRequest(EMPTY_SHA256))
                .doesNotContain("swordfish")
                .contains("x-security-token:***\n");
        assertThat(signature.matches(TestKey.CALLER.secret(), EMPTY_SHA256)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aDeclaredHashIsTheOnlyOneThatMatches(TestScheme scheme) {
        String hash = scheme.hash().hexHash(new byte[] {1});
        RequestSignature signature = declaring(scheme, hash);
        assertThat(signature.bodyHash()).isEqualTo(new BodyHash(Kind.DECLARED, hash));
        assertThat(signature.matches(TestKey.CALLER.secret(), hash)).isTrue();
        assertThat(signature.matches(TestKey.CALLER.secret(), scheme.hash().hexHash(new byte[0])))
                .isFalse();
        assertThat(signature.matches(TestKey.CALLER.secret(), "UNSIGNED-PAYLOAD"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anUnsignedPayloadMatchesOnlyAsSuch(TestScheme scheme) {
        RequestSignature signature = declaring(scheme, "UNSIGNED-PAYLOAD");
        assertThat(signature.bodyHash()).isEqualTo(new BodyHash(Kind.UNSIGNED, "UNSIGNED-PAYLOAD"));
        assertThat(signature.matches(TestKey.CALLER.secret(), "UNSIGNED-PAYLOAD"))
                .isTrue();
        assertThat(signature.matches(TestKey.CALLER.secret(), scheme.hash().hexHash(new byte[0])))
                .isFalse();
    }

    @Test
    void anUnsignedPayloadThatNoHeaderSaysNeverMatches() {
        WireRequest request = WireRequest.of("POST", "/", null, "host");
        WireRequest signed = SIGNER.withBodyHash("UNSIGNED-PAYLOAD").sign(request, NOW);
        RequestSignature signature = RequestSignature.read(signed.signed(), NOW);
        assertThat(signature.bodyHash().kind()).isEqualTo(Kind.FROM_BODY);
        assertThat(signature.matches(TestKey.CALLER.secret(), "UNSIGNED-PAYLOAD"))
                .isFalse();
    }

    private static WireRequest published() {
        return WireRequest.of(
                        "GET",
                        "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
                        "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
                        "service.region.example.com")
                .plus("Content-Type", "application/json")
                .plus("X-Sdk-Date", "20191115T033655Z")
                .plus(
                        "Authorization",
                        "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, "
                                + "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
    }

    private static WireRequest signed() {
        return SIGNER.sign(WireRequest.of("GET", "/v1/p/tasks", "a=b", "localhost:8080"), NOW);
    }

    private static RequestSignature declaring(TestScheme scheme, String value) {
        WireRequest request = WireRequest.of("POST", "/", null, "host").plus(scheme.contentHeader(), value);
        WireRequest signed = new TestSigner(scheme, TestKey.CALLER).sign(request, NOW);
        return RequestSignature.read(signed.signed(), NOW);
    }

    private static void refusesAllSigned(WireRequest request) {
        assertThatThrownBy(() -> RequestSignature.read(request.signed(), NOW))
                .isInstanceOf(SignatureRefused.class)
                .hasMessage("verify aksk signature fail");
    }
}
