package dev.deskhours.usage.metric;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

import dev.deskhours.days.report.Concurrency;
import dev.deskhours.days.report.DailyTotalsQuery.KnownGroup;
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.days.report.PeriodFigures;

/** The figures that the operations on metrics know by name (docs/spec/api.md, Metrics). Usage is in seconds. */
enum MetricName {
    DESKTOP_USAGE(
            period -> period.totals().usageSeconds(),
            day -> day.figures().usageSeconds(),
            (day, hour) -> seconds(day.desktopsIn(hour))),
    DESKTOP_USED_COUNT(period -> period.totals().used(), day -> day.figures().desktopsUsed(), null),
    DESKTOP_IDLE_COUNT(
            PeriodFigures::desktopsIdle,
            day -> day.desktopsKnown() - day.figures().desktopsUsed(),
            null),
    DESKTOP_ONLINE_PEAK(
            period -> period.desktops().peak(), day -> day.figures().desktops().peak(), (day, hour) ->
                    (double) day.desktopsIn(hour).peak()),
    USER_USAGE(PeriodFigures::userSeconds, day -> day.figures().userSeconds(), null),
    USER_LOGIN_COUNT(
            period -> period.totals().logins() + period.loginsFailed(),
            day -> day.figures().logins() + day.figures().loginsFailed(),
            null),
    USER_LOGIN_SUCCESS_COUNT(
            period -> period.totals().logins(), day -> day.figures().logins(), null),
    USER_LOGIN_FAIL_COUNT(PeriodFigures::loginsFailed, day -> day.figures().loginsFailed(), null),
    USER_UNIQUE_COUNT(PeriodFigures::uniqueUsers, day -> day.figures().users(), null),
    USER_ONLINE_PEAK(
            period -> period.people().peak(), day -> day.figures().people().peak(), (day, hour) ->
                    (double) day.usersIn(hour).peak());

    private final ToDoubleFunction<PeriodFigures> ofPeriod;
    private final ToDoubleFunction<KnownGroup> ofDay;
    private final BiFunction<GroupDay, Integer, Double> ofHour;

    /** @param ofHour {@code null} = it is not kept by the hour */
    MetricName(
            ToDoubleFunction<PeriodFigures> ofPeriod,
            ToDoubleFunction<KnownGroup> ofDay,
            BiFunction<GroupDay, Integer, Double> ofHour) {
        this.ofPeriod = ofPeriod;
        this.ofDay = ofDay;
        this.ofHour = ofHour;
    }

    double of(PeriodFigures period) {
        return ofPeriod.applyAsDouble(period);
    }

    double of(KnownGroup day) {
        return ofDay.applyAsDouble(day);
    }

    boolean hasHours() {
        return ofHour != null;
    }

    /** @param hour of the day, from 0 on */
    Optional<Double> of(GroupDay day, int hour) {
        return Optional.ofNullable(ofHour).map(figure -> figure.apply(day, hour));
    }

    /** As parameters and answers have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Concurrency hour) {
        return Math.floorDiv(hour.usageMicros(), 1_000_000L);
    }
}
