package dev.deskhours.days;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;

/** The day with which the next catching up of a project begins (docs/spec/aggregation.md, The nightly run). */
@ApplicationScoped
public class FirstDay {
    // A project that has announced desktops and never used one begins too, so that its idle desktops show.
    private static final String FIRST_NEWS = """
            select coalesce(
                least(
                    (select min(started_at) from session where project_id = $1 and failure_reason is null),
                    (select min(started_at) from session where project_id = $1 and failure_reason is not null)),
                (select least(min(first_heard_at), min(announced_use_at)) from desktop where project_id = $1))
                as first_news
            """;

    private final ProjectConfig config;
    private final Clock clock;

    public FirstDay(ProjectConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The day after the watermark, or the day of the first session; never before the oldest exportable day. */
    public Uni<Optional<LocalDate>> notAggregated(SqlConnection transaction, String projectId, ProjectDays calendar) {
        if (calendar.aggregatedThrough() != null) {
            return Uni.createFrom()
                    .item(Optional.of(
                            kept(calendar, calendar.aggregatedThrough().plusDays(1))));
        }
        return transaction
                .preparedQuery(FIRST_NEWS)
                .execute(Tuple.of(projectId))
                .map(rows -> {
                    OffsetDateTime first = rows.iterator().next().getOffsetDateTime("first_news");
                    return Optional.ofNullable(first).map(time -> kept(calendar, calendar.dayOf(time.toInstant())));
                });
    }

    private LocalDate kept(ProjectDays calendar, LocalDate day) {
        LocalDate oldest =
                calendar.oldestKept(clock.instant(), config.retention().days());
        return calendar.thisOrNext(day.isBefore(oldest) ? oldest : day);
    }
}
