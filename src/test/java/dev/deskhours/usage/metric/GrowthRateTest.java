package dev.deskhours.usage.metric;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.usage.metric.GrowthRateResource.Compared;
import dev.deskhours.usage.metric.GrowthRateResource.GrowPeriod;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthRateTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-30, 2026-02-01, 2026-02-28, 2026-01-01, 2026-01-31",
        "2026-03-31, 2026-03-01, 2026-03-31, 2026-02-01, 2026-02-28",
        "2024-02-28, 2024-01-01, 2024-01-31, 2023-12-01, 2023-12-31",
        "2024-02-29, 2024-02-01, 2024-02-29, 2024-01-01, 2024-01-31",
        "2026-12-31, 2026-12-01, 2026-12-31, 2026-11-01, 2026-11-30"
    })
    void theLastWholeMonthAndTheOneBefore(
            LocalDate watermark, LocalDate first, LocalDate last, LocalDate baseFirst, LocalDate baseLast) {
        assertThat(GrowPeriod.MONTH.compared(watermark)).isEqualTo(new Compared(first, last, baseFirst, baseLast));
    }

    @Test
    void theLastDayAndTheOneBefore() {
        LocalDate day = LocalDate.of(2024, 3, 1);
        LocalDate before = LocalDate.of(2024, 2, 29);
        assertThat(GrowPeriod.DAY.compared(day)).isEqualTo(new Compared(day, day, before, before));
    }

    @ParameterizedTest
    @CsvSource({"5, 4, 0.25", "1, 4, -0.75", "4, 3, 0.3333", "5, 3, 0.6667", "7, 0, 0", "0, 7, -1", "0, 0, 0"})
    void rates(double value, double base, double rate) {
        assertThat(GrowthRateResource.rate(value, base)).isEqualTo(rate);
    }
}
