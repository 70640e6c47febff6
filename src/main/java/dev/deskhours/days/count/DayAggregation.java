package dev.deskhours.days.count;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.FirstDay;
import dev.deskhours.days.RunningTotals;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.ConflictException;
import dev.deskhours.db.Transactions;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.presence.LostSessions;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * One day of one project: its rows are replaced in one transaction (docs/spec/aggregation.md, Usage of a desktop on a
 * day).
 */
@ApplicationScoped
public class DayAggregation {
    private static final List<String> FORGET = List.of(
            "delete from usage_segment where project_id = $1 and day = $2",
            "delete from user_segment where project_id = $1 and day = $2",
            "delete from group_day where project_id = $1 and day = $2");

    // The statistics know nothing of a project on its first day: by their estimates each desktop that was used would be
    // looked
    // for among all. The one join of the statement is hashed instead. It ends with the transaction.
    private static final String SETTINGS = "set local enable_nestloop = off; set local work_mem = '64MB'";
    private static final String AGGREGATED_AFTER =
            "select day from aggregated_day where project_id = $1 and day > $2 order by day";
    private static final String UNMARK = "delete from stale_day where project_id = $1 and day = $2";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final DesktopNumbers numbers;
    private final LostSessions lost;
    private final RunningTotals totals;
    private final FirstDay firstDay;
    private final Clock clock;

    public DayAggregation(
            Transactions transactions,
            ProjectStore projects,
            RunningTotals totals,
            FirstDay firstDay,
            ProjectConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.numbers = new DesktopNumbers(transactions, projects);
        this.lost = new LostSessions(transactions, projects, config, clock);
        this.totals = totals;
        this.firstDay = firstDay;
        this.clock = clock;
    }

    /** What was read and written for one day. */
    public record Counted(long sessionsRead, long desktopDays) {}

    /**
     * Replaces the day and takes back the running totals that hold it. If the project changed under it (its zone, new
     * desktops, another aggregation) it is done once more.
     */
    public Uni<Counted> replace(String projectId, LocalDate day) {
        return lost.settle(projectId)
                .chain(() -> numbers.complete(projectId))
                .chain(() -> transactions.writeSnapshot(projectId, transaction -> replace(transaction, projectId, day)))
                .onFailure(ConflictException::isCauseOf)
                .retry()
                .atMost(ConflictException.MAX_RETRIES);
    }

    private Uni<Counted> replace(SqlConnection transaction, String projectId, LocalDate day) {
        return totals.forgetFrom(transaction, projectId, day)
                .chain(() -> projects.read(transaction, projectId))
                .chain(calendar -> forget(transaction, projectId, day)
                        .chain(() -> count(transaction, projectId, day, calendar))
                        .call(() -> transaction.preparedQuery(UNMARK).execute(Tuple.of(projectId, day)))
                        .call(() -> advance(transaction, projectId, day, calendar)));
    }

    private static Uni<Void> forget(SqlConnection transaction, String projectId, LocalDate day) {
        return Multi.createFrom()
                .iterable(FORGET)
                .onItem()
                .transformToUniAndConcatenate(
                        sql -> transaction.preparedQuery(sql).execute(Tuple.of(projectId, day)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Counted> count(SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return Uni.combine()
                .all()
                .unis(
                        projects.patience(transaction, projectId),
                        LostSessions.asOf(transaction, projectId, clock.instant()),
                        transaction.query(SETTINGS).execute())
                .with((patience, asOf, set) -> values(projectId, day, calendar, patience, asOf))
                .map(values -> BoundStatement.of(DayStatement.COUNT, values))
                .chain(count -> transaction.preparedQuery(count.sql()).execute(count.values()))
                .map(rows -> counted(projectId, rows.iterator().next()));
    }

    private static Map<String, Object> values(
            String projectId, LocalDate day, ProjectDays calendar, Patience patience, Instant asOf) {
        Instant start = calendar.startOf(day);
        Instant reachedFrom = start.minus(patience.lostCounts());
        Instant openFrom = asOf.minus(patience.longest());
        Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
        values.put("project", projectId);
        values.put("day", day);
        values.put("start", DesktopUsageQuery.databaseTime(start));
        values.put("end", DesktopUsageQuery.databaseTime(calendar.endOf(day)));
        values.put("hours", hours(calendar, day));
        values.put("day_before", DesktopUsageQuery.databaseTime(start.minus(Duration.ofDays(1))));
        values.put("as_of", DesktopUsageQuery.databaseTime(asOf));
        values.put(
                "silent_since",
                DesktopUsageQuery.databaseTime(openFrom.isBefore(reachedFrom) ? openFrom : reachedFrom));
        return values;
    }

    private static OffsetDateTime[] hours(ProjectDays calendar, LocalDate day) {
        return calendar.hoursOf(day).stream()
                .map(DesktopUsageQuery::databaseTime)
                .toArray(OffsetDateTime[]::new);
    }

    private static Counted counted(String projectId, Row row) {
        if (row.getLong("unnumbered") > 0) {
            throw new ConflictException("desktops of project " + projectId + " have come up meanwhile");
        }
        return new Counted(row.getLong("sessions_read"), row.getInteger("desktops_used"));
    }

    private Uni<Void> advance(SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return firstDay.notAggregated(transaction, projectId, calendar)
                .chain(next -> next.filter(day::equals).isPresent()
                        ? lastWithoutGap(transaction, projectId, day, calendar)
                                .chain(last -> projects.setWatermark(transaction, projectId, last))
                        : Uni.createFrom().voidItem());
    }

    /** What has changed since on a day that was aggregated ahead of others is marked, as on any other. */
    private static Uni<LocalDate> lastWithoutGap(
            SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return transaction
                .preparedQuery(AGGREGATED_AFTER)
                .execute(Tuple.of(projectId, day))
                .map(rows -> {
                    LocalDate last = day;
                    for (Row row : rows) {
                        LocalDate next = row.getLocalDate("day");
                        if (!next.equals(calendar.thisOrNext(last.plusDays(1)))) {
                            break;
                        }
                        last = next;
                    }
                    return last;
                });
    }
}
