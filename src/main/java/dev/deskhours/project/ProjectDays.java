package dev.deskhours.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The calendar of one project (docs/spec/aggregation.md, Terms): its zone and how far its days have been aggregated.
 *
 * @param ownZone whether the project has another zone than the service
 * @param aggregatedThrough the watermark, {@code null} before the first aggregated day
 */
public record ProjectDays(ZoneId zone, boolean ownZone, LocalDate aggregatedThrough) {
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The first instant after the day; the day is 23, 24 or 25 hours long. */
    public Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    /** The one point to which the usage of a day is attached: 23:59:59 in the zone. */
    public Instant boundaryOf(LocalDate day) {
        return day.atTime(23, 59, 59).atZone(zone).toInstant();
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** The first of the {@code days} days before today that can be exported (docs/spec/aggregation.md, Retention). */
    public LocalDate oldestKept(Instant now, int days) {
        return dayOf(now).minusDays(days);
    }

    public Optional<LocalDate> watermark() {
        return Optional.ofNullable(aggregatedThrough);
    }
}
