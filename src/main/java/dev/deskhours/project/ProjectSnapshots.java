package dev.deskhours.project;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.Transactions;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/**
 * Reads a project's calendar and its figures in one snapshot, so that they belong together (docs/spec/aggregation.md,
 * Which days a query covers).
 */
@ApplicationScoped
public class ProjectSnapshots {
    private final Transactions transactions;
    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public ProjectSnapshots(Transactions transactions, ProjectStore projects, ProjectConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    /**
     * One project as it is in a snapshot.
     *
     * @param known whether anybody has heard of it
     */
    public record Snapshot(SqlConnection connection, ProjectDays days, LocalDate oldest, boolean known, Instant now) {
        public Instant oldestExportableStart() {
            return days.startOf(oldest);
        }

        /** The days of a period that have numbers; the headers of an answer say why, if there are none. */
        public Optional<CoveredDays> covered(Instant start, Instant end) {
            AnswerReach.current().ifPresent(answer -> answer.set(reach(start, end)));
            return CoveredDays.of(days, start, end, oldest);
        }

        public PeriodReach reach(Instant start, Instant end) {
            return PeriodReach.of(days, start, end, oldest, now);
        }

        /** @throws ApiException 404 if nobody has heard of the project */
        public void requireKnown() {
            if (!known) {
                throw new ApiException(
                        ErrorCode.NO_SUCH_PROJECT, "nobody has heard of this project: no records were sent in for it");
            }
        }
    }

    /** Also takes a malformed project id, which is nobody's: the work is to refuse it with all else that is wrong. */
    public <T> Uni<T> read(String projectId, Function<Snapshot, Uni<T>> work) {
        String known = known(projectId);
        return transactions.readSnapshot(
                known, connection -> snapshot(connection, known).chain(snapshot -> work.apply(snapshot)));
    }

    /** As {@link #read}, for work that also writes; what others commit meanwhile is seen. */
    public <T> Uni<T> write(String projectId, Function<Snapshot, Uni<T>> work) {
        String known = known(projectId);
        return transactions.write(
                known, connection -> snapshot(connection, known).chain(snapshot -> work.apply(snapshot)));
    }

    private Uni<Snapshot> snapshot(SqlConnection connection, String projectId) {
        return projects.find(connection, projectId).map(found -> snapshot(connection, found));
    }

    private Snapshot snapshot(SqlConnection connection, Optional<ProjectDays> found) {
        Instant now = clock.instant();
        ProjectDays days = found.orElseGet(projects::unknown);
        AnswerReach.current().ifPresent(answer -> answer.set(PeriodReach.through(days.aggregatedThrough())));
        LocalDate oldest = days.oldestKept(now, config.retention().days());
        return new Snapshot(connection, days, oldest, found.isPresent(), now);
    }

    /** A NUL would be refused by the database before the work can say so. */
    private static String known(String projectId) {
        return projectId.replace("\0", "");
    }
}
