package dev.deskhours.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/** A day in the best plain SQL: one statement per project, in one transaction, into a table with nothing but its key. */
final class ReferenceNight {
    private static final String COUNT = """
            insert into reference_day (project_id, day, desktop_id, usage_seconds, logins, last_used_at)
            select project_id, ?::date, desktop_id,
                floor(extract(epoch from sum(greatest(to_time - greatest(from_time, covered_until), interval '0')))),
                count(*) filter (where login), max(to_time)
            from (
                select project_id, desktop_id, from_time, to_time, login,
                    max(to_time) over (partition by desktop_id order by from_time
                        rows between unbounded preceding and 1 preceding) as covered_until
                from (
                    select project_id, desktop_id, greatest(started_at, ?::timestamptz) as from_time,
                        least(ended_at, ?::timestamptz) as to_time, started_at >= ?::timestamptz as login
                    from session
                    where project_id = ? and failure_reason is null
                        and started_at >= ?::timestamptz - interval '24 hours' and started_at < ?::timestamptz
                        and ended_at > ?::timestamptz
                ) as clipped
            ) as ordered
            group by project_id, desktop_id
            """;

    /** What it is, exactly. */
    static final String DESCRIPTION =
            "for each project, all in one transaction, into a table with nothing but a primary key"
                    + " (project_id, day, desktop_id): `"
                    + COUNT.replaceAll("\\s+", " ").strip() + "`";

    private final Database database;

    ReferenceNight(Database database) throws SQLException {
        this.database = database;
        database.execute("""
                create table if not exists reference_day (project_id text not null, day date not null,
                    desktop_id text not null, usage_seconds integer not null, logins integer not null,
                    last_used_at timestamptz not null, primary key (project_id, day, desktop_id))
                """);
    }

    /** How many seconds it takes, for all projects. */
    double seconds(Fleet fleet, LocalDate day) throws SQLException {
        database.execute("truncate reference_day", "checkpoint");
        try (Connection connection = database.connect();
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (Fleet.Project project : fleet.projects()) {
                bind(count, project.id(), day);
                count.executeUpdate();
            }
            connection.commit();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    DayTotals totals() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var totals =
                        statement.executeQuery("select count(*), sum(usage_seconds), sum(logins) from reference_day")) {
            totals.next();
            return new DayTotals(totals.getLong(1), totals.getLong(2), totals.getLong(3));
        }
    }

    private static void bind(PreparedStatement count, String projectId, LocalDate day) throws SQLException {
        String start = day + "T00:00:00Z";
        String end = day.plusDays(1) + "T00:00:00Z";
        String[] values = {day.toString(), start, end, start, projectId, start, end, start};
        for (int index = 0; index < values.length; index++) {
            count.setString(index + 1, values[index]);
        }
    }
}
