package dev.deskhours.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calendar of one project (docs/spec/aggregation.md, Terms): its zone and how far its days have been aggregated.
 *
 * @param ownZone whether the project has another zone than the service
 * @param aggregatedThrough the watermark, {@code null} before the first aggregated day
 */
public record ProjectDays(ZoneId zone, boolean ownZone, LocalDate aggregatedThrough) {
    /** The calendar of the same project with a zone of its own. */
    ProjectDays in(ZoneId other) {
        return new ProjectDays(other, true, aggregatedThrough);
    }

    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Whether there is such a day: a zone that moves across the date line leaves one out (Pacific/Apia, 2011-12-30). */
    public boolean exists(LocalDate day) {
        return startOf(day).isBefore(endOf(day));
    }

    public LocalDate thisOrNext(LocalDate day) {
        return exists(day) ? day : day.plusDays(1);
    }

    public LocalDate thisOrPrevious(LocalDate day) {
        return exists(day) ? day : day.minusDays(1);
    }

    /** The days of a range, oldest first; none if {@code last} is before {@code first}. */
    public Stream<LocalDate> between(LocalDate first, LocalDate last) {
        return last.isBefore(first)
                ? Stream.empty()
                : first.datesUntil(last.plusDays(1)).filter(this::exists);
    }

    /** The first instant after the day; the day is 23, 24 or 25 hours long. */
    public Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    /**
     * The starts of the local hours of the day, in order: 23 to 25 of them. Where clocks change by half an hour the hour
     * after the change is as short.
     */
    public List<Instant> hoursOf(LocalDate day) {
        Instant end = endOf(day);
        List<Instant> hours = new ArrayList<>();
        for (Instant hour = startOf(day); hour.isBefore(end); hour = nextHour(hour)) {
            hours.add(hour);
        }
        return hours;
    }

    private Instant nextHour(Instant hour) {
        return hour.atZone(zone)
                .toOffsetDateTime()
                .truncatedTo(ChronoUnit.HOURS)
                .plusHours(1)
                .toInstant();
    }

    /** The one point to which the usage of a day is attached: 23:59:59 in the zone. */
    public Instant boundaryOf(LocalDate day) {
        return day.atTime(23, 59, 59).atZone(zone).toInstant();
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /**
     * The first of the {@code days} days before today, which are those that can be exported, or those whose sessions are
     * kept (docs/spec/aggregation.md, Retention).
     */
    public LocalDate oldestKept(Instant now, int days) {
        return dayOf(now).minusDays(days);
    }

    public Optional<LocalDate> watermark() {
        return Optional.ofNullable(aggregatedThrough);
    }
}
