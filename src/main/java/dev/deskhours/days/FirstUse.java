package dev.deskhours.days;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/** Since when the desktops of a project are taken to be there that were announced without the time of their creation. */
public final class FirstUse {
    // Where there are only announcements, the first use that one of them tells of stands for the first session.
    private static final String FIRST_USE = """
            select coalesce(
                least(
                    (select min(started_at) from session where project_id = $1 and failure_reason is null),
                    (select first_session_before from project where project_id = $1)),
                (select min(announced_use_at) from desktop
                    where project_id = $1 and announced_use_at is not null)) as first_use
            """;

    private final ProjectStore projects;

    FirstUse(ProjectStore projects) {
        this.projects = projects;
    }

    /** The start of the first day of the project that has sessions; {@code null} if there is none. */
    Uni<OffsetDateTime> startOfDay(SqlConnection snapshot, String projectId) {
        return projects.read(snapshot, projectId).chain(calendar -> startOfDay(snapshot, projectId, calendar));
    }

    /** As {@link #startOfDay(SqlConnection, String)}, of a project whose calendar is known. */
    public static Uni<OffsetDateTime> startOfDay(SqlConnection snapshot, String projectId, ProjectDays calendar) {
        return snapshot.preparedQuery(FIRST_USE)
                .execute(Tuple.of(projectId))
                .map(rows -> rows.iterator().next().getOffsetDateTime("first_use"))
                .onItem()
                .ifNotNull()
                .transform(first -> startOfDay(calendar, first.toInstant()));
    }

    private static OffsetDateTime startOfDay(ProjectDays calendar, Instant first) {
        return DesktopUsageQuery.databaseTime(calendar.startOf(calendar.dayOf(first)));
    }
}
