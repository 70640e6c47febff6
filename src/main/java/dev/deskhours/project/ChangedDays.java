package dev.deskhours.project;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** The days of a project that a statement has changed: it finds them, as few numbers however many records there are. */
public final class ChangedDays {
    private static final long FIRST_BUCKET = 1_000_000;

    /** A day that ends within this time is marked too, because it may be over when the transaction is. */
    private static final Duration MAX_COMMIT_TIME = Duration.ofHours(1);

    private static final String SPAN = "width_bucket(%s, :day_starts::timestamptz[])::bigint * " + FIRST_BUCKET
            + " + width_bucket(%s, :day_starts::timestamptz[])";

    private final ProjectDays calendar;
    private final LocalDate firstDay;
    private final LocalDate oldestKept;
    private final Instant now;

    public ChangedDays(ProjectDays calendar, ProjectConfig.Retention retention, Instant now) {
        this.calendar = calendar;
        this.firstDay = calendar.oldestKept(now, retention.sessionsDays());
        this.oldestKept = calendar.oldestKept(now, retention.days());
        this.now = now;
    }

    /** An expression for the days from one instant to another, of which a statement gives an array. */
    public static String span(String first, String last) {
        return SPAN.formatted(first, last);
    }

    /** The values that the statement calls by name: the starts of days, and that of the oldest that is kept. */
    public Map<String, Object> values() {
        return Map.of("day_starts", dayStarts(), "kept_from", utc(oldestKept));
    }

    /** Marks those that are kept and over, or nearly so. */
    public Uni<Void> markStale(ProjectStore projects, SqlConnection transaction, String projectId, Long[] spans) {
        return projects.markStale(transaction, projectId, of(spans));
    }

    private OffsetDateTime[] dayStarts() {
        return firstDay.datesUntil(calendar.dayOf(now).plusDays(2))
                .map(this::utc)
                .toArray(OffsetDateTime[]::new);
    }

    private OffsetDateTime utc(LocalDate day) {
        return calendar.startOf(day).atOffset(ZoneOffset.UTC);
    }

    private Set<LocalDate> of(Long[] spans) {
        Instant over = now.plus(MAX_COMMIT_TIME);
        Set<LocalDate> changed = new TreeSet<>();
        for (long span : spans) {
            long last = span % FIRST_BUCKET;
            for (long bucket = Math.max(1, span / FIRST_BUCKET); bucket <= last; bucket++) {
                LocalDate day = firstDay.plusDays(bucket - 1);
                if (!day.isBefore(oldestKept) && !calendar.endOf(day).isAfter(over)) {
                    changed.add(day);
                }
            }
        }
        return changed;
    }
}
