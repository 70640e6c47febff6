package dev.deskhours.export.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.render.ExportRenderer.Rendered;
import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.render.ReportRequest;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.export.store.FileStore.StoredFile;
import dev.deskhours.notify.Event;
import dev.deskhours.notify.Outbox;
import dev.deskhours.web.ErrorCode;

/**
 * The workers' side of the tasks (docs/spec/data.md, Leases). Whoever has lost the lease changes no row: those methods
 * answer {@code false}, and the file must be thrown away.
 */
@ApplicationScoped
public class ExportQueue {
    private static final String FENCE = " where task_id = :task_id and attempt = :attempt and status = 'CREATING'";
    private static final String CLAIM = """
            update export_task
            set attempt = attempt + 1, lease_until = $2, retry_at = null, progress = 0
            where task_id = (
                select task_id
                from export_task
                where status = 'CREATING'
                    and (lease_until is null or lease_until < $1)
                    and (retry_at is null or retry_at <= $1)
                    and attempt - given_back < $3
                order by create_time, task_id
                limit 1
                for update skip locked)
            returning task_id, project_id, attempt, attempt - given_back as tries, create_time, request
            """;
    // A heartbeat that comes late must not take a task again that was given back meanwhile.
    private static final String HEARTBEAT = "update export_task set lease_until = :lease_until, progress = :progress"
            + FENCE + " and lease_until is not null";
    private static final String SUCCEED = """
            update export_task
            set status = 'SUCCESS', progress = 100, lease_until = null, fail_reason = null, end_time = :now,
                expires_at = :expires_at, file_key = :file_key, file_size = :file_size, sha256 = :sha256,
                row_count = :row_count, file_name = :file_name, first_day = :first_day, last_day = :last_day,
                aggregated_through = :aggregated_through
            """ + FENCE;
    private static final String FAIL = """
            update export_task
            set status = 'FAIL', lease_until = null, end_time = :now, fail_reason = :reason, error_code = :error_code
            """ + FENCE;
    private static final String RETRY =
            "update export_task set lease_until = null, retry_at = :retry_at, fail_reason = :reason" + FENCE;
    // Given back twice it counts once.
    private static final String GIVE_BACK =
            "update export_task set lease_until = null, retry_at = :retry_at, given_back = given_back + 1" + FENCE
                    + " and lease_until is not null";
    private static final String PAUSING = """
            select exists (
                select from export_task where status = 'CREATING' and lease_until is null and retry_at > $1
            ) as pausing
            """;
    private static final String FAIL_ABANDONED = """
            update export_task
            set status = 'FAIL', lease_until = null, end_time = :now, error_code = :error_code,
                fail_reason = coalesce(fail_reason, :reason)
            where status = 'CREATING' and (lease_until is null or lease_until < :now)
                and attempt - given_back >= :max_attempts
            returning create_time, project_id, task_id, fail_reason
            """;
    private static final String ABANDONED =
            "the export was interrupted each time it was tried; ask for fewer days, or try again later";

    private final Transactions transactions;
    private final Clock clock;
    private final ExportConfig config;
    private final Outbox outbox;

    public ExportQueue(Transactions transactions, Clock clock, ExportConfig config, Outbox outbox) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        this.outbox = outbox;
    }

    /**
     * A task that one worker may render until its lease ends.
     *
     * @param attempt the fence: every write of this worker is about this attempt alone
     * @param tries the attempts that count, this one included
     * @param storedRequest the JSON of {@link StoredRequest}
     */
    public record ClaimedTask(
            String taskId, String projectId, int attempt, int tries, Instant createTime, String storedRequest) {
        public String fileKey() {
            return FileStore.key(taskId, attempt);
        }

        /** @throws CorruptRequestException if the stored request is not one that was ever stored */
        public ReportRequest request() {
            return stored(StoredRequest::toReport);
        }

        /** @throws CorruptRequestException as {@link #request()} */
        public FileForm form() {
            return stored(StoredRequest::toForm);
        }

        private <T> T stored(Function<StoredRequest, T> part) {
            try {
                return part.apply(StoredRequest.parse(projectId, storedRequest));
            } catch (RuntimeException failure) {
                throw new CorruptRequestException(failure);
            }
        }
    }

    /** Somebody else has written into the table, or it was damaged. */
    public static final class CorruptRequestException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public CorruptRequestException(RuntimeException cause) {
            super("the stored request of an export task cannot be read", cause);
        }
    }

    /** Takes the oldest task that nobody works on and that need not wait. */
    public Uni<Optional<ClaimedTask>> claim() {
        Tuple parameters = Tuple.of(now(), now().plus(config.lease()), config.maxAttempts());
        return transactions.serviceWide(transaction ->
                transaction.preparedQuery(CLAIM).execute(parameters).map(ExportQueue::claimed));
    }

    /** Prolongs the lease. */
    public Uni<Boolean> heartbeat(ClaimedTask task, int progress) {
        return fenced(HEARTBEAT, task, Map.of("lease_until", now().plus(config.lease()), "progress", progress));
    }

    public Uni<Boolean> succeed(ClaimedTask task, StoredFile file, Rendered rendered) {
        OffsetDateTime now = now();
        Map<String, Object> values = new HashMap<>();
        values.put("now", now);
        values.put("expires_at", now.plus(config.keepFiles()));
        values.put("file_key", file.key());
        values.put("file_size", file.size());
        values.put("sha256", file.sha256());
        values.put("row_count", rendered.rows());
        values.put("file_name", rendered.fileName(task.taskId(), task.form()));
        values.put("first_day", rendered.period().firstDay());
        values.put("last_day", rendered.period().lastDay());
        values.put("aggregated_through", rendered.period().aggregatedThrough().orElse(null));
        return ended(SUCCEED, task, values, TaskEvents.succeeded(task, file, rendered));
    }

    /** Whether a failure of this attempt is the end of the task. */
    public boolean isLast(ClaimedTask task) {
        return task.tries() >= config.maxAttempts();
    }

    /** Ends the task, or lets it be tried again, the later the more often it was, if it may be. */
    public Uni<Boolean> fail(ClaimedTask task, String reason) {
        return isLast(task)
                ? ended(
                        FAIL,
                        task,
                        Map.of("now", now(), "reason", reason, "error_code", ErrorCode.UNEXPECTED.code()),
                        TaskEvents.failed(task.projectId(), task.taskId(), reason))
                : fenced(RETRY, task, Map.of("reason", reason, "retry_at", after(task.tries())));
    }

    /** Lets another worker render the task at once, because this one stops; the attempt does not count. */
    public Uni<Boolean> giveBack(ClaimedTask task) {
        return fenced(GIVE_BACK, task, Map.of("retry_at", now()));
    }

    /** Lets the task be tried again a little later, because of what is not its fault; the attempt does not count. */
    public Uni<Boolean> postpone(ClaimedTask task) {
        return fenced(GIVE_BACK, task, Map.of("retry_at", after(1)));
    }

    /** Whether a task waits to be tried again. */
    public Uni<Boolean> isAnyPausing() {
        return transactions.serviceWide(transaction -> transaction
                .preparedQuery(PAUSING)
                .execute(Tuple.of(now()))
                .map(rows -> rows.iterator().next().getBoolean("pausing")));
    }

    /**
     * Ends the tasks whose workers have died too often.
     *
     * @return when each of them was created
     */
    public Uni<List<Instant>> failAbandoned() {
        BoundStatement fail = BoundStatement.of(
                FAIL_ABANDONED,
                Map.of(
                        "now", now(),
                        "error_code", ErrorCode.UNEXPECTED.code(),
                        "reason", ABANDONED,
                        "max_attempts", config.maxAttempts()));
        return transactions
                .serviceWide(transaction -> transaction
                        .preparedQuery(fail.sql())
                        .execute(fail.values())
                        .call(failed -> outbox.add(transaction, TaskEvents.failed(failed))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ExportQueue::createTime)
                        .toList());
    }

    /** How often a lease must be prolonged: well before it ends, and soon enough to notice a cancelled task. */
    public Duration heartbeatEvery() {
        Duration third = config.lease().dividedBy(3);
        Duration soon = Duration.ofSeconds(2);
        return third.compareTo(soon) < 0 ? third : soon;
    }

    private Uni<Boolean> fenced(String statement, ClaimedTask task, Map<String, ?> values) {
        return transactions.write(task.projectId(), transaction -> change(transaction, statement, task, values));
    }

    /** As {@link #fenced}; only who still has the task tells of its end. */
    private Uni<Boolean> ended(String statement, ClaimedTask task, Map<String, ?> values, Event event) {
        return transactions.write(task.projectId(), transaction -> change(transaction, statement, task, values)
                .call(ended -> outbox.add(transaction, ended ? List.of(event) : List.of())));
    }

    private static Uni<Boolean> change(
            SqlConnection transaction, String statement, ClaimedTask task, Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("task_id", task.taskId());
        all.put("attempt", task.attempt());
        BoundStatement bound = BoundStatement.of(statement, all);
        return transaction.preparedQuery(bound.sql()).execute(bound.values()).map(rows -> rows.rowCount() == 1);
    }

    private static Optional<ClaimedTask> claimed(RowSet<Row> rows) {
        if (!rows.iterator().hasNext()) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new ClaimedTask(
                row.getString("task_id"),
                row.getString("project_id"),
                row.getInteger("attempt"),
                row.getInteger("tries"),
                createTime(row),
                row.getString("request")));
    }

    private static Instant createTime(Row row) {
        return row.getOffsetDateTime("create_time").toInstant();
    }

    private OffsetDateTime after(int tries) {
        return now().plus(config.retryAfter().multipliedBy(tries));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
