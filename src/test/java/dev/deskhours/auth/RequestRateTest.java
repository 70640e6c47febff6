package dev.deskhours.auth;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestRateTest {
    private final SettableClock clock = new SettableClock();
    private final RequestRate rate = new RequestRate(
            Settings.of(
                    RequestLimits.class,
                    Map.of("deskhours.limits.requests-per-second", "10", "deskhours.limits.burst", "20")),
            clock);

    @Test
    void whoWasQuietMayBurst() {
        assertThat(admitted("a", 100)).isEqualTo(20);
    }

    @Test
    void thenOnlyTheRate() {
        admitted("a", 100);
        for (int second = 0; second < 5; second++) {
            clock.set(clock.instant().plus(Duration.ofSeconds(1)));
            assertThat(admitted("a", 100)).isEqualTo(10);
        }
    }

    @Test
    void saysWhenToComeAgain() {
        admitted("a", 100);
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> rate.count("a"));
        assertThat(refusal.retryAfterSeconds()).hasValue(1);
    }

    @Test
    void callersDoNotShare() {
        admitted("a", 100);
        assertThat(admitted("b", 100)).isEqualTo(20);
    }

    private int admitted(String caller, int requests) {
        int admitted = 0;
        for (int count = 0; count < requests; count++) {
            if (catchThrowableOfType(ApiException.class, () -> rate.count(caller)) == null) {
                admitted++;
            }
        }
        return admitted;
    }
}
