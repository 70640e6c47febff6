package dev.deskhours.days;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import dev.deskhours.project.CoveredDays;

import static org.assertj.core.api.Assertions.assertThat;

class StoredDayTest {
    private static final LocalDate LAST = LocalDate.of(2026, 11, 12);
    private static final CoveredDays COVERED = new CoveredDays(
            LAST.minusDays(3), LAST, Instant.parse("2026-11-08T23:00:00Z"), Instant.parse("2026-11-12T23:00:00Z"));
    private static final Instant BEFORE = Instant.parse("2026-11-12T09:00:00Z");

    @Test
    void theLaterOfTheTwoCountsAndEitherMayBeMissing() {
        assertThat(lastUsedAt(null, null)).isNull();
        assertThat(lastUsedAt(null, BEFORE)).isEqualTo(BEFORE);
        assertThat(lastUsedAt(10 * 7200, null)).isEqualTo("2026-11-12T10:00:00Z");
        assertThat(lastUsedAt(10 * 7200, BEFORE)).isEqualTo("2026-11-12T10:00:00Z");
        assertThat(lastUsedAt(8 * 7200, BEFORE)).isEqualTo(BEFORE);
    }

    @Test
    void halfSecondsCountFromMidnightUtcOfTheLastDayAndMayLieBeforeIt() {
        assertThat(lastUsedAt(1, null)).isEqualTo("2026-11-12T00:00:00.5Z");
        assertThat(lastUsedAt(-2 * 86_400, null)).isEqualTo("2026-11-11T00:00:00Z");
        assertThat(lastUsedAt(-180 * 172_800, null)).isEqualTo("2026-05-16T00:00:00Z");
    }

    private static Instant lastUsedAt(Integer lastUse, Instant before) {
        return StoredDay.lastUsedAt(COVERED, lastUse, before == null ? null : before.atOffset(ZoneOffset.UTC));
    }
}
