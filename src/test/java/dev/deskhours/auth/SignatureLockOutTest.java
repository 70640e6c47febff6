package dev.deskhours.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SignatureLockOutTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KEY = "AK1";
    private static final String ADDRESS = "192.0.2.1";

    private final SettableClock clock = new SettableClock();
    private final SignatureLockOut lockOut = new SignatureLockOut(Settings.of(RequestLimits.class, Map.of()), clock);

    @BeforeEach
    void noon() {
        clock.set(NOW);
    }

    @Test
    void fourWrongOnesDoNotLock() {
        guess(4);
        assertOpen(KEY, ADDRESS);
    }

    @Test
    void fiveLockForFiveMinutes() {
        guess(5);
        assertThat(refusal().code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(refusal().retryAfterSeconds()).hasValue(301);
        clock.set(NOW.plus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(refusal().retryAfterSeconds()).hasValue(1);
        clock.set(NOW.plus(Duration.ofMinutes(5)));
        assertOpen(KEY, ADDRESS);
    }

    @Test
    void afterTheLockItTakesFiveAgain() {
        guess(5);
        clock.set(NOW.plus(Duration.ofMinutes(6)));
        assertOpen(KEY, ADDRESS);
        guess(4);
        assertOpen(KEY, ADDRESS);
        guess(1);
        assertThat(refusal()).isNotNull();
    }

    @Test
    void oldMistakesAreForgotten() {
        guess(4);
        clock.set(NOW.plus(Duration.ofHours(1)));
        guess(1);
        assertOpen(KEY, ADDRESS);
    }

    @Test
    void lockIsForOneKeyAndOneAddress() {
        guess(5);
        assertOpen(KEY, "192.0.2.2");
        assertOpen("AK2", ADDRESS);
    }

    @Test
    void rightSignatureEndsTheRow() {
        guess(4);
        lockOut.right(KEY, ADDRESS);
        guess(4);
        assertOpen(KEY, ADDRESS);
    }

    @Test
    void manyAtOnceAreAllCounted() {
        IntStream.range(0, 5).parallel().forEach(number -> guess(1));
        assertThat(refusal()).isNotNull();
    }

    @Test
    void whatIsWrongDuringALockIsNotJudgedAndDoesNotProlongIt() {
        guess(5);
        clock.set(NOW.plus(Duration.ofMinutes(4)));
        ApiException refused = catchThrowableOfType(ApiException.class, () -> lockOut.wrong(KEY, ADDRESS));
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(refused.retryAfterSeconds()).hasValue(61);
        clock.set(NOW.plus(Duration.ofMinutes(5)));
        assertOpen(KEY, ADDRESS);
    }

    @Test
    void ofManyAtOnceFiveAreJudged() {
        long judged = IntStream.range(0, 100)
                .parallel()
                .filter(number -> catchThrowableOfType(ApiException.class, () -> lockOut.wrong(KEY, ADDRESS)) == null)
                .count();
        assertThat(judged).isEqualTo(5);
    }

    @Test
    void rightSignatureEndsALock() {
        guess(5);
        lockOut.right(KEY, ADDRESS);
        assertOpen(KEY, ADDRESS);
    }

    private void guess(int times) {
        for (int count = 0; count < times; count++) {
            lockOut.wrong(KEY, ADDRESS);
        }
    }

    private void assertOpen(String key, String address) {
        assertThatCode(() -> lockOut.refuseLocked(key, address)).doesNotThrowAnyException();
    }

    private ApiException refusal() {
        return catchThrowableOfType(ApiException.class, () -> lockOut.refuseLocked(KEY, ADDRESS));
    }
}
