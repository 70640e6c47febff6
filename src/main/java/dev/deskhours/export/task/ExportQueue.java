package dev.deskhours.export.task;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.render.Rendered;
import dev.deskhours.export.store.StoredFile;
import dev.deskhours.web.ErrorCode;

/**
 * The workers' side of the tasks (docs/spec/data.md, Leases). Whoever has lost the lease changes no row: those methods
 * answer {@code false}, and the file must be thrown away.
 */
@ApplicationScoped
public class ExportQueue {
    private static final String FENCE = " where task_id = $1 and attempt = $2 and status = 'CREATING'";
    private static final String CLAIM = """
            update export_task
            set attempt = attempt + 1, lease_until = $2, progress = 0
            where task_id = (
                select task_id
                from export_task
                where status = 'CREATING'
                    and (lease_until is null or lease_until < $1)
                    and attempt - given_back < $3
                order by create_time, task_id
                limit 1
                for update skip locked)
            returning task_id, project_id, attempt, attempt - given_back as tries, request
            """;
    // A heartbeat that comes late must not take a task again that was given back meanwhile.
    private static final String HEARTBEAT =
            "update export_task set lease_until = $3, progress = $4" + FENCE + " and lease_until is not null";
    private static final String SUCCEED = """
            update export_task
            set status = 'SUCCESS', progress = 100, lease_until = null, fail_reason = null, end_time = $3, expires_at = $4,
                file_key = $5, file_size = $6, sha256 = $7, row_count = $8, file_name = $9, first_day = $10, last_day = $11,
                aggregated_through = $12
            """ + FENCE;
    private static final String FAIL =
            "update export_task set status = 'FAIL', lease_until = null, end_time = $3, fail_reason = $4, error_code = $5"
                    + FENCE;
    private static final String RETRY = "update export_task set lease_until = null, fail_reason = $3" + FENCE;
    private static final String GIVE_BACK =
            "update export_task set lease_until = null, given_back = given_back + 1" + FENCE;
    private static final String FAIL_ABANDONED = """
            update export_task
            set status = 'FAIL', lease_until = null, end_time = $1, error_code = $3,
                fail_reason = coalesce(fail_reason, $4)
            where status = 'CREATING' and (lease_until is null or lease_until < $1) and attempt - given_back >= $2
            """;
    private static final String ABANDONED =
            "the export was interrupted each time it was tried; ask for fewer days, or try again later";

    private final Transactions transactions;
    private final Clock clock;
    private final ExportConfig config;

    public ExportQueue(Transactions transactions, Clock clock, ExportConfig config) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
    }

    /** Takes the oldest task that nobody works on. */
    public Uni<Optional<ClaimedTask>> claim() {
        Tuple parameters = Tuple.of(now(), now().plus(config.lease()), config.maxAttempts());
        return transactions.serviceWide(transaction ->
                transaction.preparedQuery(CLAIM).execute(parameters).map(this::claimed));
    }

    /** Prolongs the lease. */
    public Uni<Boolean> heartbeat(ClaimedTask task, int progress) {
        return fenced(HEARTBEAT, task, Tuple.of(task.taskId(), task.attempt(), now().plus(config.lease()), progress));
    }

    public Uni<Boolean> succeed(ClaimedTask task, StoredFile file, Rendered rendered) {
        OffsetDateTime end = now();
        Tuple parameters = Tuple.tuple()
                .addString(task.taskId())
                .addInteger(task.attempt())
                .addOffsetDateTime(end)
                .addOffsetDateTime(end.plus(config.keepFiles()))
                .addString(file.key())
                .addLong(file.size())
                .addString(file.sha256())
                .addLong(rendered.rows())
                .addString(rendered.period().fileName(task.taskId()))
                .addLocalDate(rendered.period().firstDay())
                .addLocalDate(rendered.period().lastDay())
                .addLocalDate(rendered.period().aggregatedThrough().orElse(null));
        return fenced(SUCCEED, task, parameters);
    }

    /** Ends the task, or lets it be tried again if it may be. */
    public Uni<Boolean> fail(ClaimedTask task, String reason) {
        if (!task.lastAttempt()) {
            return fenced(RETRY, task, Tuple.of(task.taskId(), task.attempt(), reason));
        }
        Tuple parameters = Tuple.of(task.taskId(), task.attempt(), now(), reason, ErrorCode.UNEXPECTED.code());
        return fenced(FAIL, task, parameters);
    }

    /** Lets another worker render the task because this one stops; the attempt does not count. */
    public Uni<Boolean> giveBack(ClaimedTask task) {
        return fenced(GIVE_BACK, task, Tuple.of(task.taskId(), task.attempt()));
    }

    /** Ends the tasks whose workers have died too often. */
    public Uni<Integer> failAbandoned() {
        Tuple parameters = Tuple.of(now(), config.maxAttempts(), ErrorCode.UNEXPECTED.code(), ABANDONED);
        return transactions.serviceWide(transaction ->
                transaction.preparedQuery(FAIL_ABANDONED).execute(parameters).map(RowSet::rowCount));
    }

    /** How often a lease must be prolonged: well before it ends, and soon enough to notice a cancelled task. */
    public Duration heartbeatEvery() {
        Duration third = config.lease().dividedBy(3);
        Duration soon = Duration.ofSeconds(2);
        return third.compareTo(soon) < 0 ? third : soon;
    }

    private Uni<Boolean> fenced(String statement, ClaimedTask task, Tuple parameters) {
        return transactions.write(
                task.projectId(),
                transaction ->
                        transaction.preparedQuery(statement).execute(parameters).map(rows -> rows.rowCount() == 1));
    }

    private Optional<ClaimedTask> claimed(RowSet<Row> rows) {
        if (!rows.iterator().hasNext()) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        boolean lastAttempt = row.getInteger("tries") >= config.maxAttempts();
        return Optional.of(new ClaimedTask(
                row.getString("task_id"),
                row.getString("project_id"),
                row.getInteger("attempt"),
                lastAttempt,
                row.getString("request")));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
