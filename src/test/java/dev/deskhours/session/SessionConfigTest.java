package dev.deskhours.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class SessionConfigTest {
    @Test
    void defaults() {
        SessionConfig config = Settings.of(SessionConfig.class, Map.of());

        assertThat(config.limits().body().asLongValue()).isEqualTo(1L << 30);
        assertThat(config.limits().desktopsPerProject()).isEmpty();
        assertThat(config.limits().sessionsPerDay()).isEmpty();
        SessionConfig.Uploads uploads = config.limits().uploads();
        assertThat(List.of(
                        uploads.running(),
                        uploads.runningPerCaller(),
                        uploads.runningPerProject(),
                        uploads.perCaller(),
                        uploads.perProject(),
                        uploads.unproven(),
                        uploads.unprovenPerAddress()))
                .containsExactly(8, 4, 2, 32, 32, 400, 250);
        assertThat(uploads.maxWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(uploads.spool().asLongValue()).isEqualTo(4L << 30);
        assertThat(uploads.minRate().asLongValue()).isEqualTo(1024);
        assertThat(uploads.rateWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(uploads.maxTime()).isEqualTo(Duration.ofHours(2));
        assertThat(uploads.unprovenMinRate().asLongValue()).isEqualTo(8192);
        assertThat(uploads.unprovenRateWindow()).isEqualTo(Duration.ofSeconds(5));
        assertThat(uploads.unprovenMaxTime()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void propertyNames() {
        String uploads = "deskhours.limits.uploads.";
        SessionConfig.Limits limits = Settings.of(
                        SessionConfig.class,
                        Map.ofEntries(
                                Map.entry("deskhours.limits.body", "2M"),
                                Map.entry("deskhours.limits.desktops-per-project", "3"),
                                Map.entry("deskhours.limits.sessions-per-day", "4"),
                                Map.entry(uploads + "running", "1"),
                                Map.entry(uploads + "running-per-caller", "2"),
                                Map.entry(uploads + "running-per-project", "3"),
                                Map.entry(uploads + "max-wait", "4s"),
                                Map.entry(uploads + "per-caller", "5"),
                                Map.entry(uploads + "per-project", "6"),
                                Map.entry(uploads + "unproven", "7"),
                                Map.entry(uploads + "unproven-per-address", "8"),
                                Map.entry(uploads + "spool", "9"),
                                Map.entry(uploads + "min-rate", "10"),
                                Map.entry(uploads + "rate-window", "11s"),
                                Map.entry(uploads + "max-time", "12s"),
                                Map.entry(uploads + "unproven-min-rate", "13"),
                                Map.entry(uploads + "unproven-rate-window", "14s"),
                                Map.entry(uploads + "unproven-max-time", "15s")))
                .limits();

        assertThat(limits.body().asLongValue()).isEqualTo(2L << 20);
        assertThat(limits.desktopsPerProject()).hasValue(3);
        assertThat(limits.sessionsPerDay()).hasValue(4);
        assertThat(List.of(
                        limits.uploads().running(),
                        limits.uploads().runningPerCaller(),
                        limits.uploads().runningPerProject(),
                        limits.uploads().perCaller(),
                        limits.uploads().perProject(),
                        limits.uploads().unproven(),
                        limits.uploads().unprovenPerAddress()))
                .containsExactly(1, 2, 3, 5, 6, 7, 8);
        assertThat(List.of(
                        limits.uploads().maxWait(),
                        limits.uploads().rateWindow(),
                        limits.uploads().maxTime(),
                        limits.uploads().unprovenRateWindow(),
                        limits.uploads().unprovenMaxTime()))
                .extracting(Duration::toSeconds)
                .containsExactly(4L, 11L, 12L, 14L, 15L);
        assertThat(List.of(
                        limits.uploads().spool(),
                        limits.uploads().minRate(),
                        limits.uploads().unprovenMinRate()))
                .extracting(MemorySize::asLongValue)
                .containsExactly(9L, 10L, 13L);
    }
}
