package dev.deskhours.auth.jwt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JwtTokensTest {
    private static final String ISSUER = "https://idp.example.com";
    private static final String PREFIX = "Incorrect IAM authentication information: ";
    private static final String UNDECIPHERABLE = PREFIX + "decrypt token fail";
    private static final ProviderKey RSA = ProviderKey.rsa("rsa-1");
    private static final ProviderKey EC = ProviderKey.ec("ec-1");
    private static final ProviderKey STRANGER = ProviderKey.rsa("rsa-2");

    private final SettableClock clock = new SettableClock();
    private final Instant now = clock.instant();
    private KeyServer provider;

    @BeforeEach
    void startProvider() throws Exception {
        provider = new KeyServer(ProviderKey.jwks(RSA, EC));
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256"})
    void aGoodTokenNamesItsCaller(String algorithm) {
        ProviderKey key = algorithm.startsWith("ES") ? EC : RSA;

        Caller caller = caller(tokens(), key.token(algorithm, good()));

        assertThat(caller.name()).isEqualTo("jwt:reporting");
        assertThat(caller.grant())
                .isEqualTo(new Grant(
                        Set.of("office", "lab"), Set.of("workspace:statistics:*", "workspace:tenants:exportData")));
    }

    @Test
    void isConfiguredWithAKey() {
        assertThat(tokens().isConfigured()).isTrue();
        assertThat(tokens(Map.of("deskhours.auth.jwt.public-key", RSA.pem())).isConfigured())
                .isTrue();
        JwtTokens none = tokens(Map.of());
        assertThat(none.isConfigured()).isFalse();
        assertRefused(none, RSA.token("RS256", good()));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void projectsAndActionsAreListsOrWords(Object projects, Object scope, Set<String> granted, Set<String> actions) {
        Map<String, Object> claims = good();
        claims.put("projects", projects);
        claims.put("scope", scope);

        assertThat(caller(tokens(), RSA.token("RS256", claims)).grant()).isEqualTo(new Grant(granted, actions));
    }

    static Stream<Arguments> grants() {
        return Stream.of(
                arguments("*", "*", Set.of("*"), Set.of("*")),
                arguments("office  lab", List.of("workspace:*"), Set.of("office", "lab"), Set.of("workspace:*")),
                arguments(List.of("*"), "openid email workspace:nonsense:fly", Set.of("*"), Set.of()),
                arguments(List.of("not good", 7, Map.of()), List.of(true), Set.of(), Set.of()),
                arguments(7, Map.of("*", "*"), Set.of(), Set.of()),
                arguments("", "", Set.of(), Set.of()));
    }

    @Test
    void withoutClaimsNothingIsGranted() {
        Map<String, Object> claims = good();
        claims.keySet().removeAll(Set.of("projects", "scope"));

        assertThat(caller(tokens(), RSA.token("RS256", claims)).grant()).isEqualTo(new Grant(Set.of(), Set.of()));
    }

    @Test
    void claimsMayHaveOtherNames() {
        JwtTokens tokens = tokens(Map.of(
                "deskhours.auth.jwt.key-location", provider.location(),
                "deskhours.auth.jwt.issuer", ISSUER,
                "deskhours.auth.jwt.subject-claim", "client_id",
                "deskhours.auth.jwt.projects-claim", "https://example.com/projects",
                "deskhours.auth.jwt.actions-claim", "permissions"));
        Map<String, Object> claims = good();
        claims.putAll(Map.of(
                "client_id", "billing", "https://example.com/projects", "lab", "permissions", List.of("workspace:*")));

        assertThat(caller(tokens, RSA.token("RS256", claims)))
                .isEqualTo(new Caller("jwt:billing", new Grant(Set.of("lab"), Set.of("workspace:*"))));
    }

    @Test
    void aSubjectCannotForgeALineOfTheLog() {
        assertThat(caller(tokens(), RSA.token("RS256", with("sub", "x\n2026-11-20 INFO")))
                        .name())
                .isEqualTo("jwt:x?2026-11-20 INFO");
        assertRefused(tokens(), RSA.token("RS256", with("sub", " ")));
        assertRefused(tokens(), RSA.token("RS256", with("sub", 7)));
    }

    @Test
    void anExpiredTokenIsToldWhenItExpired() {
        Instant expiry = now.plusSeconds(60);
        String token = RSA.token("RS256", with("exp", expiry.getEpochSecond()));

        clock.set(expiry.plusSeconds(29));
        assertThat(caller(tokens(), token).name()).isEqualTo("jwt:reporting");
        clock.set(expiry.plusSeconds(30));
        assertRefused(tokens(), token, PREFIX + "token expires, expires_at: " + expiry);
    }

    @Test
    void aTokenIsNotGoodBeforeItsTime() {
        String token = RSA.token("RS256", with("nbf", now.getEpochSecond() + 31));
        assertRefused(tokens(), token);

        clock.set(now.plusSeconds(1));
        assertThat(caller(tokens(), token).name()).isEqualTo("jwt:reporting");
    }

    @Test
    void aTokenMustExpire() {
        assertRefused(tokens(), RSA.token("RS256", with("exp", null)));
        assertRefused(tokens(), RSA.token("RS256", with("exp", "tomorrow")));
    }

    @Test
    void theIssuerMustBeOurs() {
        assertRefused(tokens(), RSA.token("RS256", with("iss", "https://other.example.com")));
        assertRefused(tokens(), RSA.token("RS256", with("iss", null)));
    }

    @Test
    void theAudienceMustBeUsWhereItIsConfigured() {
        JwtTokens tokens = tokens(Map.of(
                "deskhours.auth.jwt.key-location",
                provider.location(),
                "deskhours.auth.jwt.issuer",
                ISSUER,
                "deskhours.auth.jwt.audience",
                "deskhours"));

        assertThat(caller(tokens, RSA.token("RS256", with("aud", "deskhours"))).name())
                .isEqualTo("jwt:reporting");
        assertThat(caller(tokens, RSA.token("RS256", with("aud", List.of("other", "deskhours"))))
                        .name())
                .isEqualTo("jwt:reporting");
        assertRefused(tokens, RSA.token("RS256", with("aud", "other")));
        assertRefused(tokens, RSA.token("RS256", good()));
    }

    @Test
    void anExpiredTokenOfAnotherIssuerIsNotToldMore() {
        Map<String, Object> claims = with("exp", now.getEpochSecond() - 3600);
        claims.put("iss", "https://other.example.com");
        assertRefused(tokens(), RSA.token("RS256", claims));
    }

    @Test
    void aStrangersSignatureIsNone() {
        assertRefused(tokens(), STRANGER.token("RS256", good()));
        assertRefused(tokens(), STRANGER.named(RSA.id()).token("RS256", good()));
        assertRefused(tokens(), STRANGER.named(EC.id()).token("RS256", good()));
        assertRefused(tokens(), STRANGER.named(RSA.id()).token("RS256", with("exp", now.getEpochSecond() - 3600)));
    }

    @Test
    void aChangedTokenIsRefused() {
        String[] parts = RSA.token("RS256", good()).split("\\.");
        String more = ProviderKey.part(with("projects", "*"));

        assertRefused(tokens(), parts[0] + "." + more + "." + parts[2]);
        assertRefused(tokens(), parts[0] + "." + parts[1] + ".");
        assertRefused(tokens(), parts[0] + "." + parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", ""})
    void aTokenWithoutSignatureIsNone(String none) {
        String unsigned = ProviderKey.part(Map.of("alg", none, "kid", RSA.id())) + "." + ProviderKey.part(good());
        assertRefused(tokens(), unsigned + ".");
        assertRefused(tokens(), unsigned + ".AAAA");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPublicKeyIsNoSecretToSignWith(boolean pem) throws Exception {
        byte[] known = pem
                ? RSA.pem().getBytes(StandardCharsets.US_ASCII)
                : RSA.pair().getPublic().getEncoded();
        String signed = ProviderKey.part(Map.of("alg", "HS256", "kid", RSA.id())) + "." + ProviderKey.part(good());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(known, "HmacSHA256"));
        String forged = signed + "." + ProviderKey.base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));

        assertRefused(tokens(), forged);
        assertRefused(
                tokens(Map.of("deskhours.auth.jwt.public-key", RSA.pem(), "deskhours.auth.jwt.issuer", ISSUER)),
                forged);
    }

    @Test
    void aKeyThatCameWithTheTokenIsNoKey() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"mine\",\"jwk\":" + STRANGER.jwk() + "}";
        String[] parts = STRANGER.token("RS256", good()).split("\\.");
        assertRefused(
                tokens(),
                ProviderKey.base64(header.getBytes(StandardCharsets.UTF_8)) + "." + parts[1] + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "a.b.c",
                "e30.e30.",
                "e30.e30.e30",
                "bnVsbA.bnVsbA.AAAA",
                "\u00e9.\u00e9.\u00e9"
            })
    void whatIsNoTokenIsRefused(String text) {
        assertRefused(tokens(), text);
    }

    private JwtTokens tokens() {
        return tokens(
                Map.of("deskhours.auth.jwt.key-location", provider.location(), "deskhours.auth.jwt.issuer", ISSUER));
    }

    private JwtTokens tokens(Map<String, String> settings) {
        return new JwtTokens(Settings.of(JwtConfig.class, settings), clock, Runnable::run);
    }

    private Map<String, Object> good() {
        return new HashMap<>(Map.of(
                "iss",
                ISSUER,
                "sub",
                "reporting",
                "exp",
                now.getEpochSecond() + 300,
                "projects",
                List.of("office", "lab"),
                "scope",
                "openid workspace:statistics:* workspace:tenants:exportData"));
    }

    private Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = good();
        claims.put(claim, value);
        return claims;
    }

    private static Caller caller(JwtTokens tokens, String token) {
        return tokens.caller(token).await().indefinitely();
    }

    private static void assertRefused(JwtTokens tokens, String token) {
        assertRefused(tokens, token, UNDECIPHERABLE);
    }

    private static void assertRefused(JwtTokens tokens, String token, String message) {
        assertThatThrownBy(() -> caller(tokens, token))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.NOT_AUTHENTICATED))
                .hasMessage(message);
    }
}
