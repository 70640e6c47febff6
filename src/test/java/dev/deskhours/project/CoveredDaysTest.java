package dev.deskhours.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoveredDaysTest {
    private static final LocalDate OLDEST = LocalDate.parse("2026-06-01");
    private static final LocalDate WATERMARK = LocalDate.parse("2026-11-22");

    @Test
    void twentyWholeDays() {
        CoveredDays covered =
                utc("2026-11-01T00:00:00Z", "2026-11-20T23:59:59Z").orElseThrow();
        assertThat(covered)
                .isEqualTo(new CoveredDays(
                        LocalDate.parse("2026-11-01"),
                        LocalDate.parse("2026-11-20"),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-21T00:00:00Z")));
    }

    @Test
    void aDayCountsWholeIfItsBoundaryIsInside() {
        assertThat(utc("2026-11-01T10:00:00Z", "2026-11-02T09:00:00Z").map(CoveredDaysTest::days))
                .contains("2026-11-01..2026-11-01");
    }

    @Test
    void partOfADayWithoutItsBoundaryCoversNone() {
        assertThat(utc("2026-11-01T10:00:00Z", "2026-11-01T20:00:00Z")).isEmpty();
    }

    @Test
    void bothEndsAreInclusiveToTheSecond() {
        assertThat(utc("2026-11-01T23:59:59Z", "2026-11-01T23:59:59Z").map(CoveredDaysTest::days))
                .contains("2026-11-01..2026-11-01");
        assertThat(utc("2026-11-01T23:59:59.000001Z", "2026-11-02T23:59:58.999999Z"))
                .isEmpty();
    }

    @Test
    void daysAfterTheWatermarkAreNotThereYet() {
        assertThat(utc("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z").map(CoveredDaysTest::days))
                .contains("2026-11-20..2026-11-22");
        assertThat(utc("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")).isEmpty();
    }

    @Test
    void withoutAWatermarkNothingIsCovered() {
        ProjectDays never = new ProjectDays(ZoneId.of("UTC"), false, null);
        assertThat(CoveredDays.of(never, instant("2026-11-01T00:00:00Z"), instant("2026-11-20T00:00:00Z"), OLDEST))
                .isEmpty();
    }

    @Test
    void daysThatAreNoLongerKeptAreNotCovered() {
        assertThat(utc("2026-01-01T00:00:00Z", "2026-06-02T23:59:59Z").map(CoveredDaysTest::days))
                .contains("2026-06-01..2026-06-02");
        assertThat(utc("2026-01-01T00:00:00Z", "2026-05-31T23:59:59Z")).isEmpty();
    }

    @Test
    void aWatermarkBeforeTheOldestDayCoversNone() {
        ProjectDays longAgo = new ProjectDays(ZoneId.of("UTC"), false, LocalDate.parse("2026-01-01"));
        assertThat(CoveredDays.of(longAgo, instant("2025-01-01T00:00:00Z"), instant("2026-11-20T00:00:00Z"), OLDEST))
                .isEmpty();
    }

    @Test
    void theEndsOfTimeAreNoTrouble() {
        assertThat(utc("2026-11-22T00:00:00Z", "9999-12-31T23:59:59Z").map(CoveredDaysTest::days))
                .contains("2026-11-22..2026-11-22");
        ProjectDays days = new ProjectDays(ZoneId.of("Asia/Tokyo"), true, WATERMARK);
        assertThat(CoveredDays.of(days, Instant.MIN, Instant.MAX, OLDEST).map(CoveredDaysTest::days))
                .contains("2026-06-01..2026-11-22");
        assertThat(CoveredDays.of(days, Instant.MIN, Instant.MIN, OLDEST)).isEmpty();
        assertThat(CoveredDays.of(days, Instant.MAX, Instant.MAX, OLDEST)).isEmpty();
    }

    @Test
    void theDayTheClocksGoBackHas25Hours() {
        CoveredDays covered = in("Europe/Oslo", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z")
                .orElseThrow();
        assertThat(days(covered)).isEqualTo("2026-10-25..2026-10-25");
        assertThat(covered.start()).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(covered.end()).isEqualTo("2026-10-25T23:00:00Z");
        assertThat(in("Europe/Oslo", "2026-10-24T22:00:00Z", "2026-10-25T22:59:58Z"))
                .isEmpty();
    }

    @Test
    void theDayTheClocksGoForwardHas23Hours() {
        LocalDate day = LocalDate.parse("2027-03-28");
        ProjectDays days = new ProjectDays(ZoneId.of("Europe/Oslo"), true, day);
        CoveredDays covered = CoveredDays.of(
                        days, instant("2027-03-28T00:00:00Z"), instant("2027-03-28T21:59:59Z"), OLDEST)
                .orElseThrow();
        assertThat(days(covered)).isEqualTo("2027-03-28..2027-03-28");
        assertThat(covered.end()).isEqualTo("2027-03-28T22:00:00Z");
    }

    /** In Beirut the hour before midnight comes twice: 23:59:59 is an hour before the end of the day. */
    @Test
    void clocksThatGoBackAtMidnight() {
        LocalDate day = LocalDate.parse("2026-10-24");
        ProjectDays days = new ProjectDays(ZoneId.of("Asia/Beirut"), true, WATERMARK);
        Instant boundary = days.boundaryOf(day);
        assertThat(boundary).isEqualTo("2026-10-24T20:59:59Z");
        assertThat(CoveredDays.of(days, boundary, boundary, OLDEST).map(CoveredDaysTest::days))
                .contains("2026-10-24..2026-10-24");
        assertThat(CoveredDays.of(days, boundary.plusSeconds(1), boundary.plusSeconds(3600), OLDEST))
                .isEmpty();
    }

    private static Optional<CoveredDays> utc(String start, String end) {
        return in("UTC", start, end);
    }

    private static Optional<CoveredDays> in(String zone, String start, String end) {
        return CoveredDays.of(new ProjectDays(ZoneId.of(zone), true, WATERMARK), instant(start), instant(end), OLDEST);
    }

    private static String days(CoveredDays covered) {
        return covered.first() + ".." + covered.last();
    }

    private static Instant instant(String text) {
        return Instant.parse(text);
    }
}
