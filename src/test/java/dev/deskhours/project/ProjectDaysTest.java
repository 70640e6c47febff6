package dev.deskhours.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Days that a zone has left out. */
class ProjectDaysTest {
    private static final LocalDate LEFT_OUT = LocalDate.of(2011, 12, 30);

    @ParameterizedTest
    @CsvSource({
        "Pacific/Apia, 2011-12-30",
        "Pacific/Fakaofo, 2011-12-30",
        "Pacific/Kwajalein, 1993-08-21",
        "Pacific/Enderbury, 1994-12-31",
        "Pacific/Kiritimati, 1994-12-31"
    })
    void oneDayIsLeftOutAndItsNeighboursAreNot(String zone, LocalDate day) {
        ProjectDays days = new ProjectDays(ZoneId.of(zone), true, null);
        assertThat(days.exists(day)).isFalse();
        assertThat(days.between(day.minusDays(1), day.plusDays(1))).containsExactly(day.minusDays(1), day.plusDays(1));
        assertThat(days.thisOrNext(day)).isEqualTo(day.plusDays(1));
        assertThat(days.thisOrPrevious(day)).isEqualTo(day.minusDays(1));
    }

    @Test
    void aShortDayIsADay() {
        ProjectDays days = new ProjectDays(ZoneId.of("Europe/Oslo"), true, null);
        assertThat(days.exists(LocalDate.of(2026, 3, 29))).isTrue();
    }

    @Test
    void aPeriodNeitherBeginsNorEndsWithADayThatIsNone() {
        ProjectDays days = new ProjectDays(ZoneId.of("Pacific/Apia"), true, LEFT_OUT.plusDays(3));
        // Noon of the 31st there; its boundary is that of the day before, too.
        assertThat(covered(days, "2011-12-30T22:00:00Z", "2012-01-01T22:00:00Z", LEFT_OUT.minusDays(10)))
                .isEqualTo("2011-12-31..2012-01-01");
        assertThat(covered(days, "2011-12-01T00:00:00Z", "2011-12-30T22:00:00Z", LEFT_OUT.minusDays(3)))
                .isEqualTo("2011-12-27..2011-12-29");
        assertThat(covered(days, "2011-12-01T00:00:00Z", "2012-01-01T22:00:00Z", LEFT_OUT))
                .isEqualTo("2011-12-31..2012-01-01");
    }

    private static String covered(ProjectDays days, String start, String end, LocalDate oldest) {
        return CoveredDays.of(days, Instant.parse(start), Instant.parse(end), oldest)
                .map(covered -> covered.first() + ".." + covered.last())
                .orElse("none");
    }
}
