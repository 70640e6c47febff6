package dev.deskhours.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTest {
    private static final int DESKTOPS = 10_000;
    private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
    private static final long MIDNIGHT = DAY.plusDays(1).toEpochDay() * 86_400;

    @Test
    void theSameDesktopAndDayGiveTheSameSessions() {
        assertThat(Session.of(7, DAY)).isEqualTo(Session.of(7, DAY)).isNotEqualTo(Session.of(8, DAY));
    }

    @Test
    void allBeginOnTheDayAndLastAWhile() {
        sessions().forEach(day -> assertThat(day).hasSize(Session.PER_DAY).allSatisfy(session -> {
            assertThat(session.startedAt()).isBetween(MIDNIGHT - 86_400, MIDNIGHT - 1);
            assertThat(session.endedAt()).isGreaterThan(session.startedAt());
        }));
    }

    @Test
    void everyFifthAfternoonBeginsBeforeTheMorningIsClosed() {
        long overlaps = sessions()
                .filter(day -> day.get(1).startedAt() < day.get(0).endedAt())
                .count();
        assertThat(overlaps).isBetween(DESKTOPS / 5L - 200, DESKTOPS / 5L + 200);
    }

    @Test
    void someEveningsLastIntoTheNextDay() {
        long crossing =
                sessions().filter(day -> day.get(2).endedAt() > MIDNIGHT).count();
        assertThat(crossing).isBetween(DESKTOPS / 50L, DESKTOPS / 5L);
    }

    @Test
    void idsAreUnique() {
        assertThat(sessions().flatMap(List::stream).map(Session::id)).doesNotHaveDuplicates();
    }

    private static Stream<List<Session>> sessions() {
        return IntStream.range(0, DESKTOPS).mapToObj(desktop -> Session.of(desktop, DAY));
    }
}
