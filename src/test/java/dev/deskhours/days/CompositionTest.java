package dev.deskhours.days;

import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.deskhours.project.CoveredDays;

import static org.assertj.core.api.Assertions.assertThat;

class CompositionTest {
    private static final LocalDate BEFORE_ALL = LocalDate.of(1, 1, 1);

    @Test
    void twoTotalsAreEnoughWhereThePeriodFitsThem() {
        assertThat(composition(5, 12, 4, 8, 12))
                .isEqualTo(new Composition(day(12), day(13), day(4), day(5), day(4), -1));
    }

    @Test
    void daysAfterTheLastTotalAreAdded() {
        assertThat(composition(5, 14, 4, 8, 12).lastTotal()).isEqualTo(day(12));
        assertThat(composition(5, 14, 4, 8, 12).addedFrom()).isEqualTo(day(13));
    }

    @Test
    void theEarlierTotalLacksDays() {
        Composition composition = composition(6, 12, 4, 8, 12);
        assertThat(composition).isEqualTo(new Composition(day(12), day(13), day(4), day(5), day(5), -1));
        assertThat(composition(7, 12, 4, 8, 12).firstTotal())
                .as("both are as near")
                .isEqualTo(day(4));
    }

    @Test
    void theLaterTotalHasDaysTooMuch() {
        assertThat(composition(8, 12, 4, 8, 12))
                .isEqualTo(new Composition(day(12), day(13), day(8), day(8), day(8), 1));
    }

    @Test
    void aTotalAfterThePeriodMayBeTheNearest() {
        assertThat(composition(8, 9, 4, 10)).isEqualTo(new Composition(day(4), day(5), day(4), day(5), day(7), -1));
        assertThat(composition(10, 10, 4, 11)).isEqualTo(new Composition(day(4), day(5), day(11), day(10), day(11), 1));
    }

    @Test
    void singleDaysAreLookedForWhereTheyMayBe() {
        assertThat(hasSingleDays(5, 12, 4, 8, 12)).isFalse();
        assertThat(hasSingleDays(5, 13, 4, 8, 12)).isTrue();
        assertThat(hasSingleDays(6, 12, 4, 8, 12)).isTrue();
        assertThat(hasSingleDays(5, 12)).isTrue();
    }

    @Test
    void withoutTotalsDaysAreAll() {
        assertThat(composition(5, 12)).isEqualTo(new Composition(null, BEFORE_ALL, null, BEFORE_ALL, day(4), -1));
    }

    private static Composition composition(int first, int last, int... totals) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (int total : totals) {
            days.add(day(total));
        }
        return Composition.of(days, covered(first, last));
    }

    private static boolean hasSingleDays(int first, int last, int... totals) {
        return composition(first, last, totals).hasSingleDays(covered(first, last));
    }

    private static CoveredDays covered(int first, int last) {
        return new CoveredDays(day(first), day(last), Instant.EPOCH, Instant.EPOCH);
    }

    private static LocalDate day(int dayOfMonth) {
        return LocalDate.of(2026, 11, dayOfMonth);
    }
}
