package dev.deskhours.auth.jwt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.keys.LogLines;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the keys come from, and what happens when they change or cannot be had. */
class IssuerKeysTest {
    private static final ProviderKey OLD = ProviderKey.rsa("2026-11");
    private static final ProviderKey NEW = ProviderKey.rsa("2026-12");
    private static final ProviderKey EC = ProviderKey.ec("ec");
    private static final Duration REST = Duration.ofSeconds(11);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private KeyServer provider;

    @BeforeEach
    void startProvider() throws IOException {
        provider = new KeyServer(ProviderKey.jwks(OLD));
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    @Test
    void theKeysAreFetchedOnce() {
        JwtTokens tokens = at(provider.location());
        assertThat(provider.requests()).isZero();

        for (int token = 0; token < 5; token++) {
            assertThat(isGood(tokens, OLD)).isTrue();
        }
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void aNewKeyIsFoundAtItsFirstToken() {
        JwtTokens tokens = at(provider.location());
        assertThat(isGood(tokens, OLD)).isTrue();
        provider.handOut(ProviderKey.jwks(OLD, NEW));

        pass(REST);
        assertThat(isGood(tokens, NEW)).isTrue();
        assertThat(isGood(tokens, OLD)).isTrue();
        assertThat(provider.requests()).isEqualTo(2);
    }

    @Test
    void inventedKeysDoNotKeepTheProviderBusy() {
        JwtTokens tokens = at(provider.location());
        for (int invented = 0; invented < 20; invented++) {
            assertThat(isGood(tokens, NEW.named("invented-" + invented))).isFalse();
        }
        assertThat(provider.requests()).isEqualTo(1);

        pass(REST);
        for (int invented = 0; invented < 20; invented++) {
            assertThat(isGood(tokens, NEW.named("invented-" + invented))).isFalse();
        }
        assertThat(provider.requests()).isEqualTo(2);
        assertThat(isGood(tokens, OLD)).isTrue();
    }

    @Test
    void aWithdrawnKeyIsGoodForTenMinutesAtMost() {
        JwtTokens tokens = at(provider.location());
        assertThat(isGood(tokens, OLD)).isTrue();
        provider.handOut(ProviderKey.jwks(NEW));

        pass(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(isGood(tokens, OLD)).isFalse();
    }

    @Test
    void underTrafficTheKeysAreRenewedInTheBackground() {
        Queue<Runnable> atWork = new ArrayDeque<>();
        IssuerKeys keys = new IssuerKeys(() -> OLD.pem(), clock, atWork::add);
        CompletableFuture<?> first = keys.current().subscribeAsCompletionStage();
        CompletableFuture<?> second = keys.current().subscribeAsCompletionStage();
        assertThat(atWork).hasSize(1);
        assertThat(first).isNotDone();
        atWork.remove().run();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();

        pass(Duration.ofMinutes(6));
        assertThat(keys.current().subscribeAsCompletionStage()).isCompleted();
        assertThat(atWork).hasSize(1);
    }

    @Test
    void whileTheProviderFailsTheLastKeysAreUsed() {
        JwtTokens tokens = at(provider.location());
        assertThat(isGood(tokens, OLD)).isTrue();
        try (LogLines log = new LogLines(IssuerKeys.class)) {
            provider.fail(500);
            pass(Duration.ofHours(1));
            assertThat(isGood(tokens, OLD)).isTrue();
            provider.fail(200);
            provider.handOut("{\"keys\":[]}");
            pass(Duration.ofHours(1));
            assertThat(isGood(tokens, OLD)).isTrue();
            assertThat(log.warnings())
                    .hasSize(2)
                    .allMatch(line -> line.contains("deskhours.auth.jwt.key-location") && line.endsWith("1 kept"));
        }
    }

    @Test
    void withoutAnyKeysTokensAreRefusedAndTheLogSaysWhy() {
        String location = provider.location();
        provider.close();
        JwtTokens tokens = at(location);
        try (LogLines log = new LogLines(IssuerKeys.class)) {
            assertThat(isGood(tokens, OLD)).isFalse();
            assertThat(isGood(tokens, OLD)).isFalse();
            assertThat(log.warnings()).as("one attempt in ten seconds").hasSize(1);
            assertThat(log.warnings().get(0)).contains("ConnectException");
        }
    }

    @Test
    void aProviderThatComesLateIsFound() {
        provider.fail(503);
        JwtTokens tokens = at(provider.location());
        assertThat(isGood(tokens, OLD)).isFalse();

        provider.fail(200);
        pass(REST);
        assertThat(isGood(tokens, OLD)).isTrue();
    }

    @Test
    void nonsenseFromTheProviderIsNoKey() {
        for (String nonsense : new String[] {"", "<html>", "{", "[]", "{\"keys\":7}", "{\"keys\":[7]}", "null"}) {
            provider.handOut(nonsense);
            assertThat(isGood(at(provider.location()), OLD)).as(nonsense).isFalse();
        }
    }

    @Test
    void aSecretAmongTheKeysIsNotUsed() {
        provider.handOut(
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"2026-11\",\"k\":\"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\"}]}");
        assertThat(isGood(at(provider.location()), OLD)).isFalse();
    }

    @Test
    void filesAndUrlsOfFilesAreLocationsToo() throws IOException {
        Path jwks = Files.writeString(directory.resolve("keys.json"), ProviderKey.jwks(EC, OLD));
        Path pem = Files.writeString(directory.resolve("key.pem"), "a comment\n" + OLD.pem());

        assertThat(isGood(at(jwks.toString()), OLD)).isTrue();
        assertThat(isGood(at(jwks.toUri().toString()), OLD)).isTrue();
        assertThat(isGood(at(pem.toString()), OLD)).isTrue();
        assertThat(isGood(at(pem.toUri().toString()), NEW)).isFalse();
        assertThat(isGood(at(directory.resolve("none").toString()), OLD)).isFalse();
    }

    @Test
    void aFileMayBeReplaced() throws IOException {
        Path pem = Files.writeString(directory.resolve("key.pem"), OLD.pem());
        JwtTokens tokens = at(pem.toString());
        assertThat(isGood(tokens, OLD)).isTrue();
        Files.writeString(pem, NEW.pem());

        pass(Duration.ofMinutes(11));
        assertThat(isGood(tokens, NEW)).isTrue();
        assertThat(isGood(tokens, OLD)).isFalse();
    }

    @Test
    void theKeyItselfMayBeInTheSettings() {
        for (String key : new String[] {OLD.pem(), OLD.jwk(), ProviderKey.jwks(NEW, OLD)}) {
            JwtTokens tokens = tokens(Map.of("deskhours.auth.jwt.public-key", key), Runnable::run);
            assertThat(isGood(tokens, OLD)).as(key).isTrue();
            assertThat(isGood(tokens, EC)).as(key).isFalse();
        }
        JwtTokens ec = tokens(Map.of("deskhours.auth.jwt.public-key", EC.pem()), Runnable::run);
        assertThat(isGood(ec, EC)).isTrue();
    }

    @Test
    void nothingIsFetchedOrCheckedOnTheCallersThread() {
        Queue<Runnable> atWork = new ArrayDeque<>();
        JwtTokens tokens = tokens(Map.of("deskhours.auth.jwt.key-location", provider.location()), atWork::add);

        CompletableFuture<Caller> caller = tokens.caller(token(OLD)).subscribeAsCompletionStage();
        assertThat(provider.requests()).isZero();
        while (!atWork.isEmpty()) {
            assertThat(caller).isNotDone();
            atWork.remove().run();
        }
        assertThat(caller).isCompleted();
    }

    private JwtTokens at(String location) {
        return tokens(Map.of("deskhours.auth.jwt.key-location", location), Runnable::run);
    }

    private JwtTokens tokens(Map<String, String> settings, Executor executor) {
        return new JwtTokens(Settings.of(JwtConfig.class, settings), clock, executor);
    }

    private boolean isGood(JwtTokens tokens, ProviderKey key) {
        try {
            return tokens.caller(token(key)).await().indefinitely().name().equals("jwt:reporting");
        } catch (ApiException refused) {
            assertThat(refused).hasMessage("Incorrect IAM authentication information: decrypt token fail");
            return false;
        }
    }

    private String token(ProviderKey key) {
        String algorithm = key.pair().getPublic().getAlgorithm().equals("EC") ? "ES256" : "RS256";
        return key.token(
                algorithm, Map.of("sub", "reporting", "exp", clock.instant().getEpochSecond() + 300));
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }
}
