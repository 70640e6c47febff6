package dev.deskhours.days.count;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.presence.LostSessions;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/** Counts a day within a transaction: the database desktops and users, and {@link GroupDays} how many were used at once. */
final class DayCount {
    // The statistics know nothing of a project on its first day: by their estimates each desktop that was used would be
    // looked for among all. The joins are hashed instead. It ends with the transaction.
    private static final String SETTINGS = "set local enable_nestloop = off; set local work_mem = '64MB'";
    private static final String GROUPS =
            "select number, pool_id, enterprise_project_id from desktop_group where project_id = $1";
    private static final int FETCHED_AT_ONCE = 10_000;
    private static final int INSERTED_AT_ONCE = 500;

    private final ProjectStore projects;
    private final Clock clock;

    DayCount(ProjectStore projects, Clock clock) {
        this.projects = projects;
        this.clock = clock;
    }

    /** Writes the day, of which nothing is there. */
    Uni<DayAggregation.Counted> count(
            SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return Uni.combine()
                .all()
                .unis(
                        projects.patience(transaction, projectId),
                        LostSessions.asOf(transaction, projectId, clock.instant()),
                        groups(transaction, projectId),
                        transaction.query(SETTINGS).execute())
                .with((patience, asOf, groups, set) -> new Question(
                        BoundStatement.of(DayStatement.COUNT, values(projectId, day, calendar, patience, asOf)),
                        new GroupDays(groups, hours(calendar, day))))
                .call(question -> answer(transaction, question))
                .map(Question::groups)
                .call(groups -> insert(transaction, groups.inserts(projectId, day, calendar.startOf(day))))
                .map(groups -> groups.counted(projectId));
    }

    private record Question(BoundStatement count, GroupDays groups) {}

    private static Uni<Map<Integer, GroupDays.Group>> groups(SqlConnection transaction, String projectId) {
        return transaction.preparedQuery(GROUPS).execute(Tuple.of(projectId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .collect(Collectors.toMap(
                        row -> row.getInteger("number"),
                        row -> new GroupDays.Group(row.getString("pool_id"), row.getString("enterprise_project_id")))));
    }

    private static Uni<Void> answer(SqlConnection transaction, Question question) {
        return transaction.prepare(question.count().sql()).chain(statement -> read(statement, question)
                .eventually(statement::close));
    }

    private static Uni<Void> read(PreparedStatement statement, Question question) {
        Cursor cursor = statement.cursor(question.count().values());
        return Multi.createBy()
                .repeating()
                .uni(() -> cursor.read(FETCHED_AT_ONCE).invoke(question.groups()::addAll))
                .whilst(rows -> cursor.hasMore())
                .collect()
                .last()
                .chain(cursor::close);
    }

    private static Uni<Void> insert(SqlConnection transaction, Stream<BoundStatement> rows) {
        return Multi.createFrom()
                .items(rows)
                .group()
                .intoLists()
                .of(INSERTED_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(some -> transaction
                        .preparedQuery(some.get(0).sql())
                        .executeBatch(some.stream().map(BoundStatement::values).toList()))
                .collect()
                .last()
                .replaceWithVoid();
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
        values.put("day_before", DesktopUsageQuery.databaseTime(start.minus(Duration.ofDays(1))));
        values.put("as_of", DesktopUsageQuery.databaseTime(asOf));
        values.put(
                "silent_since",
                DesktopUsageQuery.databaseTime(openFrom.isBefore(reachedFrom) ? openFrom : reachedFrom));
        return values;
    }

    private static long[] hours(ProjectDays calendar, LocalDate day) {
        Instant start = calendar.startOf(day);
        return LongStream.concat(
                        calendar.hoursOf(day).stream().mapToLong(hour -> ChronoUnit.MICROS.between(start, hour)),
                        LongStream.of(ChronoUnit.MICROS.between(start, calendar.endOf(day))))
                .toArray();
    }
}
