package dev.deskhours.export.worker;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ServiceClock;

/**
 * Removes files and tasks whose time has passed, and files that no task knows (docs/spec/data.md, Published files).
 */
@ApplicationScoped
class ExportSweep {
    private static final Logger LOG = Logger.getLogger(ExportSweep.class);
    private static final String EXPIRE =
            "update export_task set status = 'EXPIRED' where status = 'SUCCESS' and expires_at <= $1";
    private static final String FORGET_FILES = """
            update export_task set file_key = null where status = 'EXPIRED' and file_key = any($1)
            """;
    private static final String EXPIRED_FILES =
            "select file_key from export_task where status = 'EXPIRED' and file_key is not null";
    // Also what nobody has ever rendered: else only the number of unfinished ones of a project would bound the table.
    private static final String FORGET = """
            delete from export_task
            where create_time < $1 and (status <> 'CREATING' or lease_until is null or lease_until < $2)
            returning file_key
            """;
    private static final String KNOWN = """
            select coalesce(file_key, task_id || '.' || attempt || '.csv') as file_key
            from export_task
            where status in ('CREATING', 'SUCCESS')
            """;

    private final Transactions transactions;
    private final Clock clock;
    private final ExportConfig config;
    private final FileStore files;

    ExportSweep(Transactions transactions, Clock clock, ExportConfig config, FileStore files) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        this.files = files;
    }

    @Scheduled(
            every = "${deskhours.export.sweep-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = ActiveRoles.NoWorker.class)
    void onSchedule() throws IOException {
        try {
            sweep();
        } catch (RuntimeException failure) {
            if (FailReason.of(failure).isPresent()) {
                throw failure;
            }
            LOG.warn("The database cannot be reached; what is due stays until the next sweep");
        }
    }

    /** Blocks until everything that is due is gone. */
    void sweep() throws IOException {
        execute(EXPIRE, Tuple.of(now()));
        Set<String> expired = keys(execute(EXPIRED_FILES, Tuple.tuple()));
        delete(expired);
        execute(FORGET_FILES, Tuple.of(expired.toArray(String[]::new)));
        delete(keys(execute(FORGET, Tuple.of(now().minus(config.keepTasks()), now()))));
        sweepOrphans();
    }

    private void sweepOrphans() throws IOException {
        Set<String> known = keys(execute(KNOWN, Tuple.tuple()));
        // The times of files are the system's, whatever the clock of the service says.
        Instant limit = ServiceClock.system().instant().minus(config.lease().multipliedBy(2));
        int removed = files.sweep(known::contains, limit);
        if (removed > 0) {
            LOG.infof("Removed %d files that no export task knows", removed);
        }
    }

    private void delete(Set<String> keys) throws IOException {
        for (String key : keys) {
            files.delete(key);
        }
    }

    private RowSet<Row> execute(String statement, Tuple parameters) {
        return transactions
                .serviceWide(transaction -> transaction.preparedQuery(statement).execute(parameters))
                .await()
                .indefinitely();
    }

    private static Set<String> keys(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString("file_key"))
                .filter(key -> key != null)
                .collect(Collectors.toSet());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
