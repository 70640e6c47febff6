package dev.deskhours.notify.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** When a desktop is told (docs/spec/delivery.md, Idleness). */
class DueRuleTest {
    private static final long DAY = 86_400;
    private static final LocalDate BEFORE = LocalDate.of(2020, 1, 20);

    @Property
    void whoLooksEveryDayTellsAtTheThresholdAndAfterEachInterval(
            @ForAll @IntRange(min = 1, max = 30) int threshold, @ForAll @IntRange(min = 1, max = 30) int interval) {
        List<Integer> told = new ArrayList<>();
        for (int idleDays = 0; idleDays <= 100; idleDays++) {
            if (due(threshold, interval, false).tells(idleDays * DAY + 7, DAY)) {
                told.add(idleDays);
            }
        }
        assertThat(told)
                .containsExactlyElementsOf(IntStream.iterate(threshold, days -> days <= 100, days -> days + interval)
                        .boxed()
                        .toList());
    }

    @Property
    void whoMissesDaysTellsWhatHasBecomeDueInThem(
            @ForAll @IntRange(min = 1, max = 30) int threshold,
            @ForAll @IntRange(min = 1, max = 30) int interval,
            @ForAll @IntRange(min = 0, max = 120) int idleDays,
            @ForAll @IntRange(min = 1, max = 10) int gap) {
        boolean inTheGap = IntStream.rangeClosed(Math.max(0, idleDays - gap + 1), idleDays)
                .anyMatch(days -> days >= threshold && (days - threshold) % interval == 0);
        assertThat(due(threshold, interval, false).tells(idleDays * DAY, gap * DAY))
                .isEqualTo(inTheGap);
    }

    @Property
    void aNewRuleTellsAllThatMatch(
            @ForAll @IntRange(min = 1, max = 30) int threshold, @ForAll @IntRange(min = 0, max = 120) int idleDays) {
        assertThat(due(threshold, 30, true).tells(idleDays * DAY, DAY)).isEqualTo(idleDays >= threshold);
    }

    private static DueRule due(int threshold, int interval, boolean isNew) {
        return new DueRule(new NotifyRule("r", threshold, interval, true, null), BEFORE, isNew);
    }
}
