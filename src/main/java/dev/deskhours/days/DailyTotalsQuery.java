package dev.deskhours.days;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;

/** The totals of a project, day by day (docs/spec/aggregation.md, What a query gives). */
@ApplicationScoped
public class DailyTotalsQuery {
    /**
     * What a project used on a day.
     *
     * @param desktopsKnown desktops that existed on the day
     */
    public record Day(LocalDate day, long desktopsKnown, long desktopsUsed, long usageSeconds, long logins) {}

    // One scan for all days: $2 holds their starts and the end of the last, $3 the start of the first day with
    // sessions, and each desktop is counted where it comes and where it goes. Bucket n is the n-th day, 0 is before
    // the first; what was deleted at midnight was gone that day.
    private static final String KNOWN = """
            with life as (
                select greatest(1, width_bucket(least(created_at, first_heard_at,
                            case when announced and created_at is null then $3::timestamptz end),
                        $2::timestamptz[])) as came,
                       width_bucket(deleted_at - interval '1 microsecond', $2) + 1 as went
                from desktop
                where project_id = $1
            ), change as (
                select came as day_number, count(*) as desktops
                from life
                where went is null or went > came
                group by came
                union all
                select went, -count(*)
                from life
                where went > came
                group by went
            )
            select day_number, sum(desktops)::bigint as desktops from change group by day_number
            """;
    private static final String TOTALS = """
            select day, desktops_used, usage_seconds, logins
            from aggregated_day
            where project_id = $1 and day between $2 and $3
            order by day
            """;

    public Uni<List<Day>> read(SqlConnection snapshot, String projectId, ProjectDays days, CoveredDays covered) {
        OffsetDateTime[] starts = Stream.concat(
                        covered.first().datesUntil(covered.last().plusDays(1)).map(days::startOf),
                        Stream.of(covered.end()))
                .map(DesktopUsageQuery::databaseTime)
                .toArray(OffsetDateTime[]::new);
        return FirstUse.startOfDay(snapshot, projectId, days)
                .chain(firstUse -> snapshot.preparedQuery(KNOWN).execute(Tuple.of(projectId, starts, firstUse)))
                .map(changes -> known(changes, starts.length - 1))
                .chain(known -> snapshot.preparedQuery(TOTALS)
                        .execute(Tuple.of(projectId, covered.first(), covered.last()))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> day(row, known, covered.first()))
                                .toList()));
    }

    private static long[] known(RowSet<Row> changes, int days) {
        long[] known = new long[days];
        for (Row change : changes) {
            int number = change.getInteger("day_number");
            if (number <= days) {
                known[number - 1] += change.getLong("desktops");
            }
        }
        for (int index = 1; index < days; index++) {
            known[index] += known[index - 1];
        }
        return known;
    }

    private static Day day(Row row, long[] known, LocalDate first) {
        LocalDate day = row.getLocalDate("day");
        long used = row.getInteger("desktops_used");
        long existing = known[(int) ChronoUnit.DAYS.between(first, day)];
        // A desktop first heard of later than its first session was nevertheless there.
        return new Day(day, Math.max(existing, used), used, row.getLong("usage_seconds"), row.getLong("logins"));
    }
}
