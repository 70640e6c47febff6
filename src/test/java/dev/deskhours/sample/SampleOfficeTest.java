package dev.deskhours.sample;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.SessionRecord;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

class SampleOfficeTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.5Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

    private final SampleOffice office = SampleOffice.at(NOW);
    private final List<SessionRecord> sessions = office.sessions().toList();
    private final List<DesktopRecord> desktops = office.desktops().toList();

    @Test
    void theSameArgumentsGiveTheSameRecords() {
        var again = SampleOffice.at(NOW);

        assertThat(again.sessions()).containsExactlyElementsOf(sessions);
        assertThat(again.desktops()).containsExactlyElementsOf(desktops);
    }

    @Test
    void anotherSeedGivesAnotherOffice() {
        var other = new SampleOffice(2, TODAY, NOW, SampleOffice.DESKTOPS, SampleOffice.DAYS);

        assertThat(other.sessions()).doesNotContainAnyElementsOf(sessions);
    }

    @Test
    void aClosedSessionIsTheSameTheDayAfter() {
        var dayAfter = SampleOffice.at(NOW.plus(Duration.ofDays(1))).sessions().collect(toSet());
        var closed = sessions.stream()
                .filter(session -> session.endedAt() != null)
                .filter(session -> session.startedAt().isAfter(NOW.minus(Duration.ofDays(9))))
                .filter(session -> !isDeleted(session.desktopId()))
                .toList();

        assertThat(closed).isNotEmpty().allMatch(dayAfter::contains);
    }

    @Test
    void idsAreUniqueAndFitTheirField() {
        assertThat(sessions).extracting(SessionRecord::sessionId).doesNotHaveDuplicates();
        assertThat(sessions).allMatch(session -> session.sessionId().length() <= 128);
        assertThat(desktops).extracting(DesktopRecord::desktopId).doesNotHaveDuplicates();
        assertThat(desktops).extracting(DesktopRecord::desktopName).doesNotHaveDuplicates();
    }

    @Test
    void everyTimeIsInOrderAndNoneIsInTheFuture() {
        assertThat(sessions).allSatisfy(session -> {
            assertThat(session.startedAt()).isBeforeOrEqualTo(NOW);
            assertThat(lastKnown(session)).isBetween(session.startedAt(), NOW);
        });
        assertThat(desktops)
                .allSatisfy(desktop -> assertThat(desktop.createdAt()).isBefore(NOW));
    }

    @Test
    void thereIsNothingBeforeTheFirstDay() {
        var firstDay = TODAY.minusDays(SampleOffice.DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);

        assertThat(sessions).allMatch(session -> !session.startedAt().isBefore(firstDay));
    }

    @Test
    void noSessionLiesOutsideTheLifeOfItsDesktop() {
        var byId = new TreeMap<String, DesktopRecord>();
        desktops.forEach(desktop -> byId.put(desktop.desktopId(), desktop));

        assertThat(sessions).allSatisfy(session -> {
            var desktop = byId.get(session.desktopId());
            assertThat(session.startedAt()).isAfter(desktop.createdAt());
            if (desktop.deletedAt() != null) {
                assertThat(session.endedAt()).isBefore(desktop.deletedAt());
            }
        });
    }

    @Test
    void someSessionsOfTodayAreStillOpen() {
        assertThat(sessions)
                .filteredOn(session -> session.endedAt() == null)
                .hasSizeGreaterThan(10)
                .allMatch(session -> session.lastSeenAt() != null && session.failureReason() == null);
    }

    @Test
    void aWeekendIsMuchQuieterThanTheWeek() {
        var weekday = hoursPerDay(false);
        var weekend = hoursPerDay(true);

        assertThat(weekend).isBetween(0.08 * weekday, 0.30 * weekday);
    }

    @Test
    void aDesktopIsUsedForPartOfAWorkingDay() {
        assertThat(hoursPerDay(false) / SampleOffice.DESKTOPS).isBetween(4.0, 8.0);
    }

    @Test
    void someReconnectsOverlapTheEarlierSession() {
        var overlaps = IntStream.range(1, sessions.size())
                .filter(index -> overlaps(sessions.get(index - 1), sessions.get(index)))
                .count();

        assertThat(overlaps).isGreaterThan(50);
    }

    @Test
    void someSessionsCrossMidnight() {
        assertThat(sessions)
                .filteredOn(session -> !dayOf(session.startedAt()).equals(dayOf(lastKnown(session))))
                .hasSizeGreaterThan(40);
    }

    @Test
    void someLoginsFailAndAreNotUse() {
        assertThat(sessions)
                .filteredOn(session -> session.failureReason() != null)
                .hasSizeBetween(20, sessions.size() / 20)
                .allMatch(session -> session.startedAt().equals(session.endedAt()));
    }

    @Test
    void someDesktopsAreNeverUsedIdleOrDeleted() {
        var lastUse = new TreeMap<String, Instant>();
        sessions.forEach(session -> lastUse.merge(session.desktopId(), lastKnown(session), SampleOfficeTest::later));
        var idle = lastUse.entrySet().stream()
                .filter(use -> !isDeleted(use.getKey()))
                .filter(use -> Duration.between(use.getValue(), NOW).toDays() >= 10)
                .count();

        assertThat(desktops)
                .filteredOn(desktop -> !lastUse.containsKey(desktop.desktopId()))
                .hasSize(3);
        assertThat(idle).isBetween(4L, 6L);
        assertThat(desktops)
                .filteredOn(desktop -> desktop.deletedAt() != null)
                .hasSize(2)
                .allMatch(desktop -> lastUse.containsKey(desktop.desktopId()));
    }

    @Test
    void aPooledDesktopServesSeveralPeople() {
        var users = sessions.stream()
                .filter(session -> session.desktopPoolId() != null)
                .collect(groupingBy(SessionRecord::desktopId, groupingBy(SessionRecord::userName, counting())));

        assertThat(users).hasSize(9);
        assertThat(users.values()).extracting(Map::size).allMatch(count -> count > 10);
    }

    @Test
    void namesAreOfThisWorld() {
        assertThat(desktops)
                .extracting(DesktopRecord::desktopName)
                .contains("FIN-LAPTOP-003", "Büro-Zürich-01", "設計-05");
        assertThat(desktops).extracting(DesktopRecord::machineSid).allMatch(sid -> sid.startsWith("S-1-5-21-"));
    }

    @Test
    void aSmallOfficeWorksToo() {
        var small = new SampleOffice(7, TODAY, NOW, 1, 0);

        assertThat(small.desktops()).hasSize(1);
        assertThat(small.sessions())
                .allMatch(session -> dayOf(session.startedAt()).equals(TODAY));
    }

    private boolean isDeleted(String desktopId) {
        return desktops.stream()
                .anyMatch(desktop -> desktop.desktopId().equals(desktopId) && desktop.deletedAt() != null);
    }

    private double hoursPerDay(boolean weekend) {
        var days = TODAY.minusDays(SampleOffice.DAYS)
                .datesUntil(TODAY)
                .filter(day -> isWeekend(day) == weekend)
                .collect(toSet());
        return hours(days) / days.size();
    }

    private double hours(Set<LocalDate> days) {
        return sessions.stream()
                .filter(session -> days.contains(dayOf(session.startedAt())))
                .mapToDouble(session -> Duration.between(session.startedAt(), lastKnown(session))
                                .toSeconds()
                        / 3600.0)
                .sum();
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean overlaps(SessionRecord earlier, SessionRecord later) {
        return earlier.desktopId().equals(later.desktopId())
                && later.startedAt().isAfter(earlier.startedAt())
                && later.startedAt().isBefore(lastKnown(earlier));
    }

    private static Instant lastKnown(SessionRecord session) {
        return session.endedAt() == null ? session.lastSeenAt() : session.endedAt();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
