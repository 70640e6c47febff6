package dev.deskhours.bench;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExpectedDaysTest {
    private static final Timeline TIMELINE = new Timeline(LocalDate.of(2026, 6, 12), 3);
    private static final Fleet FLEET = Fleet.of(3_000, 2);
    private static final int DAY = 86_400;

    private final ExpectedDays expected = new ExpectedDays(TIMELINE);

    @Test
    void usageIsAsManySecondsAsHaveASession() {
        LocalDate day = TIMELINE.night(0);
        long seconds = 0;
        for (int desktop = FLEET.first().first(); desktop < FLEET.first().end(); desktop++) {
            seconds += secondsWithASession(desktop, day);
        }
        assertThat(expected.of(FLEET.first(), day).usageSeconds()).isEqualTo(seconds);
    }

    @Test
    void everyDesktopIsUsedThreeTimesOnTheDayBeforeANight() {
        DayTotals totals = expected.of(FLEET, TIMELINE.night(2));
        assertThat(totals.desktopsUsed()).isEqualTo(FLEET.desktops());
        assertThat(totals.logins()).isEqualTo(3L * FLEET.desktops());
    }

    @Test
    void fewerAreUsedAtWeekends() {
        LocalDate saturday = LocalDate.of(2026, 6, 6);
        LocalDate friday = saturday.minusDays(1);
        assertThat(expected.of(FLEET, friday).logins()).isBetween(3L * 2_000, 3L * 2_200);
        assertThat(expected.of(FLEET, saturday).logins()).isBetween(3L * 400, 3L * 500);
    }

    @Test
    void oldDaysAreLikeTheSameDayOfTheLastWeek() {
        LocalDate day = TIMELINE.pattern().get(2);
        assertThat(expected.of(FLEET, day.minusWeeks(20))).isEqualTo(expected.of(FLEET, day));
    }

    private static int secondsWithASession(int desktop, LocalDate day) {
        long start = day.toEpochDay() * DAY;
        BitSet seconds = new BitSet(DAY);
        List<Session> sessions = Stream.of(day.minusDays(1), day)
                .filter(begun -> Session.isUsed(desktop, begun, TIMELINE.percentUsed(begun)))
                .flatMap(begun -> Session.of(desktop, begun).stream())
                .toList();
        for (Session session : sessions) {
            long from = Math.max(0, session.startedAt() - start);
            long to = Math.min(DAY, session.endedAt() - start);
            if (from < to) {
                seconds.set((int) from, (int) to);
            }
        }
        return seconds.cardinality();
    }
}
