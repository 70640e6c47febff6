package dev.deskhours.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.web.ApiException;

/** How much a project may send in, as far as the operator bounds it (docs/spec/operations.md, Limits). All methods block. */
@ApplicationScoped
public class Quotas {
    private static final Duration UNTIL_SOMETHING_IS_DELETED = Duration.ofHours(1);
    // One row a project, of its newest day, so that nothing grows.
    private static final String COUNT_SESSIONS = """
            insert into accepted_sessions (project_id, day, records) values (:project_id, :day, :records)
            on conflict (project_id) do update set
                day = excluded.day,
                records = excluded.records
                    + case when accepted_sessions.day = excluded.day then accepted_sessions.records else 0 end
            returning records
            """;
    private static final String COUNT_DESKTOPS = "select count(*) from desktop where project_id = :project_id";

    private final SessionConfig.Limits limits;
    private final Clock clock;

    public Quotas(SessionConfig config, Clock clock) {
        this.limits = config.limits();
        this.clock = clock;
    }

    /**
     * Counts records of sessions for the day of UTC on which they were accepted, also those that change nothing.
     *
     * @param transaction holds the lock of the project
     * @throws ApiException 429 if the project has sent too many on this day, with these
     */
    void countSessions(SqlConnection transaction, String projectId, long records) {
        if (limits.sessionsPerDay().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        long all = number(transaction, COUNT_SESSIONS, Map.of("project_id", projectId, "day", day, "records", records));
        if (all > limits.sessionsPerDay().getAsLong()) {
            Instant tomorrow = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            throw refused(
                    "records of sessions on one day (UTC)",
                    limits.sessionsPerDay().getAsLong(),
                    Duration.between(now, tomorrow));
        }
    }

    /** @throws ApiException 429 if the project has too many desktops */
    void countDesktops(SqlConnection transaction, String projectId) {
        if (limits.desktopsPerProject().isEmpty()) {
            return;
        }
        long max = limits.desktopsPerProject().getAsLong();
        if (number(transaction, COUNT_DESKTOPS, Map.of("project_id", projectId)) > max) {
            throw refused("desktops", max, UNTIL_SOMETHING_IS_DELETED);
        }
    }

    private static ApiException refused(String what, long max, Duration retryAfter) {
        return ApiException.tooMany(
                "the project would have more than " + max + " " + what
                        + "; nothing of this body was stored; ask the operator of the service for more",
                retryAfter.toSeconds() + 1);
    }

    private static long number(SqlConnection transaction, String sql, Map<String, ?> values) {
        BoundStatement bound = BoundStatement.of(sql, values);
        return transaction
                .preparedQuery(bound.sql())
                .executeAndAwait(bound.values())
                .iterator()
                .next()
                .getLong(0);
    }
}
