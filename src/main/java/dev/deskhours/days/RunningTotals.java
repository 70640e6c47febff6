package dev.deskhours.days;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.ConflictException;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * What all days up to one add up to, for every fourth day and for the watermark: a query reads two of them and a few
 * days, however long its period is (docs/adr/0009). They are made of the days, and none outlives a change of one of its
 * days; where one is missing a query reads more days.
 */
@ApplicationScoped
public class RunningTotals {
    private static final String FORGET_FROM = """
            with changed as (
                update project set day_changes = day_changes + 1 where project_id = $1
            )
            delete from running_total where project_id = $1 and through_day >= $2
            """;
    private static final String FORGET = "delete from running_total where project_id = $1 and through_day = $2";
    private static final String NEWEST = """
            select max(through_day) as newest,
                (select min(day) from aggregated_day where project_id = $1) as first_day
            from running_total
            where project_id = $1 and segment = 0
            """;

    private static final String HIGHEST = "select max(number) as highest from desktop where project_id = $1";

    // In: day; total_before, total_age: the day of the newest total before it and how many half seconds it is older;
    //     highest, last_segment: the highest number of a desktop, and its segment; null = there is none.
    // Out: a total for each segment; every desktop has a place in it, used or not.
    private static final String WRITE = StoredDay.sql("""
            insert into running_total (project_id, through_day, segment, usage_seconds, active_days, logins, last_uses)
            select :project, :day, numbered.segment, sums.usage_seconds, sums.active_days, sums.logins, sums.last_uses
            from generate_series(0, :last_segment::integer) as numbered (segment),
                lateral (
                    select array_agg(usage_seconds) as usage_seconds, array_agg(active_days) as active_days,
                        array_agg(logins) as logins, array_agg(last_use) as last_uses
                    from (
                        select position, sum(usage_seconds)::integer as usage_seconds,
                            sum(active_days)::smallint as active_days, sum(logins)::integer as logins,
                            max(last_use) as last_use
                        from (
                            select position, 0 as usage_seconds, 0 as active_days, 0 as logins, null as last_use
                            from generate_series(
                                    0, least(last_position(), :highest::integer - first_number_of(numbered.segment)))
                                as place (position)
                            union all
                            select position - 1, total.usage_seconds, total.active_days, total.logins,
                                last_use - :total_age::integer
                            from running_total as before,
                                unnest(before.usage_seconds, before.active_days, before.logins, before.last_uses)
                                    with ordinality as total (usage_seconds, active_days, logins, last_use, position)
                            where project_id = :project and before.segment = numbered.segment
                                and through_day = :total_before::date
                            union all
                            select position, used.usage_seconds, 1, used.logins,
                                last_use - half_seconds_of_days(:day::date - day)
                            from usage_segment as since,
                                unnest(positions, since.usage_seconds, since.logins, since.last_uses)
                                    as used (position, usage_seconds, logins, last_use)
                            where project_id = :project and since.segment = numbered.segment
                                and day > :total_before and day <= :day
                        ) as contribution
                        group by position
                        order by position
                    ) as desktop
                ) as sums
            """);

    // What the days up to a total have been, it knows: they may go, and the totals before it.
    private static final String NEWEST_KEPT = StoredDay.sql("""
            select max(through_day) from running_total
            where project_id = $1 and segment = 0 and through_day < $2 and is_kept(through_day)
            """);
    private static final String FORGET_DAYS = "delete from usage_segment where project_id = $1 and day <= $2";
    private static final String FORGET_BEFORE = "delete from running_total where project_id = $1 and through_day < $2";

    private final Transactions transactions;
    private final ProjectStore projects;

    public RunningTotals(Transactions transactions, ProjectStore projects) {
        this.transactions = transactions;
        this.projects = projects;
    }

    /**
     * Takes back the totals that hold the day, which is about to change. Of two transactions that do so for one project at
     * once one fails, to be done anew.
     */
    public Uni<Void> forgetFrom(SqlConnection snapshot, String projectId, LocalDate day) {
        return snapshot.preparedQuery(FORGET_FROM)
                .execute(Tuple.of(projectId, day))
                .replaceWithVoid();
    }

    /** Writes the totals that are missing up to the watermark, oldest first, each in a transaction of its own. */
    public Uni<Void> renew(String projectId) {
        return missing(projectId).chain(missing -> Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUniAndConcatenate(day -> write(projectId, day))
                .collect()
                .last());
    }

    private Uni<List<LocalDate>> missing(String projectId) {
        return transactions.readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                .chain(calendar -> snapshot.preparedQuery(NEWEST)
                        .execute(Tuple.of(projectId))
                        .map(rows -> rows.iterator().next())
                        .map(row -> missing(calendar, row.getLocalDate("newest"), row.getLocalDate("first_day")))));
    }

    private static List<LocalDate> missing(ProjectDays calendar, LocalDate newest, LocalDate firstDay) {
        LocalDate begin = newest != null ? newest.plusDays(1) : firstDay;
        if (calendar.watermark().isEmpty() || begin == null || begin.isAfter(calendar.aggregatedThrough())) {
            return List.of();
        }
        LocalDate watermark = calendar.aggregatedThrough();
        return begin.datesUntil(watermark.plusDays(1))
                .filter(day -> StoredDay.isKept(day) || day.equals(watermark))
                .toList();
    }

    /**
     * Removes days before one, up to the newest total that stays: what they have been is in it. Without such a total nothing
     * is removed.
     */
    public Uni<Void> forgetBefore(SqlConnection transaction, String projectId, LocalDate day) {
        return transaction
                .preparedQuery(NEWEST_KEPT)
                .execute(Tuple.of(projectId, day))
                .map(rows -> rows.iterator().next().getLocalDate(0))
                .onItem()
                .ifNotNull()
                .transformToUni(total -> transaction
                        .preparedQuery(FORGET_DAYS)
                        .execute(Tuple.of(projectId, total))
                        .chain(() -> transaction.preparedQuery(FORGET_BEFORE).execute(Tuple.of(projectId, total))))
                .replaceWithVoid();
    }

    private Uni<Void> write(String projectId, LocalDate day) {
        return transactions
                .writeSnapshot(projectId, transaction -> forgetFrom(transaction, projectId, day)
                        .chain(() -> transaction.preparedQuery(NEWEST).execute(Tuple.of(projectId)))
                        .map(rows -> rows.iterator().next().getLocalDate("newest"))
                        .chain(before -> write(transaction, projectId, day, before)))
                .onFailure(ConflictException::isCauseOf)
                .retry()
                .atMost(ConflictException.MAX_RETRIES);
    }

    /** The total before it is no longer needed if it was there for the watermark alone. */
    private static Uni<Void> write(SqlConnection transaction, String projectId, LocalDate day, LocalDate before) {
        return transaction
                .preparedQuery(HIGHEST)
                .execute(Tuple.of(projectId))
                .map(rows -> rows.iterator().next().getInteger("highest"))
                .map(highest -> BoundStatement.of(WRITE, values(projectId, day, before, highest)))
                .chain(total -> transaction.preparedQuery(total.sql()).execute(total.values()))
                .chain(() -> before == null || StoredDay.isKept(before)
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(FORGET)
                                .execute(Tuple.of(projectId, before))
                                .replaceWithVoid());
    }

    private static Map<String, Object> values(String projectId, LocalDate day, LocalDate before, Integer highest) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("day", day);
        values.put("total_before", before == null ? StoredDay.NO_DAY : before);
        values.put("total_age", before == null ? 0 : StoredDay.halfSecondsBetween(before, day));
        values.put("highest", highest);
        values.put("last_segment", highest == null ? null : StoredDay.segmentOf(highest));
        return values;
    }
}
