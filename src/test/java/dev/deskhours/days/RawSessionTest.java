package dev.deskhours.days;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RawSessionTest {
    private static final Duration STALE_AFTER = Duration.ofDays(3);

    @Test
    void aSessionAcrossMidnightIsCutAtIt() {
        RawSession session = session("2026-11-01T22:00:00Z", "2026-11-02T01:00:00Z", null);
        assertThat(onDay(session, 1)).isEqualTo("2026-11-01T22:00:00Z..2026-11-02T00:00:00Z");
        assertThat(onDay(session, 2)).isEqualTo("2026-11-02T00:00:00Z..2026-11-02T01:00:00Z");
        assertThat(onDay(session, 3)).isEmpty();
    }

    @Test
    void aSessionThatEndsAtMidnightDoesNotTouchTheNextDay() {
        RawSession session = session("2026-11-01T22:00:00Z", "2026-11-02T00:00:00Z", null);
        assertThat(onDay(session, 2)).isEmpty();
    }

    @Test
    void aSessionWithoutLengthIsAMomentOfItsDay() {
        RawSession session = session("2026-11-02T00:00:00Z", "2026-11-02T00:00:00Z", null);
        assertThat(onDay(session, 1)).isEmpty();
        assertThat(onDay(session, 2)).isEqualTo("2026-11-02T00:00:00Z..2026-11-02T00:00:00Z");
    }

    @Test
    void anOpenSessionWithoutHeartbeatCountsUntilItIsStale() {
        RawSession session = session("2026-11-01T20:00:00Z", null, null);
        assertThat(onDay(session, 1)).isEqualTo("2026-11-01T20:00:00Z..2026-11-02T00:00:00Z");
        assertThat(onDay(session, 3)).isEqualTo("2026-11-03T00:00:00Z..2026-11-04T00:00:00Z");
        assertThat(onDay(session, 4)).isEmpty();
    }

    @Test
    void aStaleSessionEndsAtItsLastHeartbeat() {
        RawSession session = session("2026-11-01T20:00:00Z", null, "2026-11-02T06:00:00Z");
        assertThat(onDay(session, 4)).isEqualTo("2026-11-04T00:00:00Z..2026-11-05T00:00:00Z");
        assertThat(onDay(session, 5)).isEmpty();
    }

    private static RawSession session(String start, String end, String seen) {
        return new RawSession("s", "kari", Instant.parse(start), instant(end), instant(seen));
    }

    private static Instant instant(String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static String onDay(RawSession session, int dayOfNovember) {
        Instant start = LocalDate.of(2026, 11, dayOfNovember)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return session.clipped(start, start.plus(Duration.ofDays(1)), STALE_AFTER)
                .map(part -> part.from() + ".." + part.to())
                .orElse("");
    }
}
