package dev.deskhours.days.count;

import java.time.Clock;
import java.time.LocalDate;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.FirstDay;
import dev.deskhours.days.RunningTotals;
import dev.deskhours.db.ConflictException;
import dev.deskhours.db.Transactions;
import dev.deskhours.presence.LostSessions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * One day of one project: its rows are replaced in one transaction (docs/spec/aggregation.md, Usage of a desktop on a
 * day).
 */
@ApplicationScoped
public class DayAggregation {
    private static final String FORGET = """
            with desktops as (
                delete from usage_segment where project_id = $1 and day = $2
            ), users as (
                delete from user_segment where project_id = $1 and day = $2
            ), marks as (
                delete from stale_day where project_id = $1 and day = $2
            )
            delete from group_day where project_id = $1 and day = $2
            """;
    private static final String AGGREGATED_AFTER =
            "select day from aggregated_day where project_id = $1 and day > $2 order by day";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final DesktopNumbers numbers;
    private final LostSessions lost;
    private final RunningTotals totals;
    private final FirstDay firstDay;
    private final DayCount count;

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
        this.count = new DayCount(projects, clock);
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
                .chain(calendar -> transaction
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(projectId, day))
                        .chain(() -> count.count(transaction, projectId, day, calendar))
                        .call(() -> advance(transaction, projectId, day, calendar)));
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
