package dev.deskhours.db;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import org.jboss.logging.Logger;

/**
 * Work that one process at a time does, among all on a database. Its lock is that of an open transaction which gives signs
 * of life: a process that dies loses it at once, one that is frozen or cut off after ten seconds. All methods block.
 */
@ApplicationScoped
public class ExclusiveWork {
    private static final Logger LOG = Logger.getLogger(ExclusiveWork.class);
    private static final Duration BEAT = Duration.ofSeconds(2);
    /** After it the server has given the lock to another, if it cannot be reached. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    /** Who waits lets go of its connection so often: behind a small pooler the work itself needs one. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String SIGN_OF_LIFE = "select 1";

    // To wait takes as long as the work of another; what is begun then may stand still for no longer than this.
    private static final String PATIENCE = """
            select set_config('lock_timeout', $1, true), set_config('statement_timeout', '0', true),
                set_config('idle_in_transaction_session_timeout', '10s', true)
            """;
    private static final String ACQUIRE = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
    // A lock that was taken behind a savepoint ends with it.
    private static final String BEGIN_INNER = "savepoint inner_lock";
    private static final String END_INNER = "rollback to savepoint inner_lock";
    private static final String ANY_TIME = "set local lock_timeout = 0";

    private final Transactions transactions;

    public ExclusiveWork(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The lock, as the work that is done under it sees it. */
    public static final class Held {
        private final SqlConnection transaction;

        private Held(SqlConnection transaction) {
            this.transaction = transaction;
        }

        /**
         * Asks the database; to be called before each step that nobody else may take at the same time.
         *
         * @throws LockLostException if another process may have the lock by now
         */
        public void confirm() {
            try {
                transaction.query(SIGN_OF_LIFE).execute().await().atMost(LONGEST_ANSWER);
            } catch (RuntimeException failure) {
                throw new LockLostException(failure);
            }
        }

        /** Does the work as soon as nobody else does any under another lock, which is held for as long, on the same connection. */
        public void under(String lock, Runnable work) {
            query(BEGIN_INNER);
            query(ANY_TIME);
            transaction.preparedQuery(ACQUIRE).executeAndAwait(Tuple.of(lock));
            try {
                work.run();
            } finally {
                query(END_INNER);
            }
        }

        private void query(String statement) {
            transaction.query(statement).executeAndAwait();
        }
    }

    /** This process stood still, or lost its connection, and is no longer the one that may do the work. */
    public static final class LockLostException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private LockLostException(Throwable cause) {
            super("the lock was lost, as this process stood still or its connection broke; others may go on", cause);
        }
    }

    private static final class NotAcquired extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    /** Does the work as soon as nobody else does any under the lock of this name. */
    public <T> T run(String lock, Function<Held, T> work) {
        while (true) {
            try {
                return runOnce(lock, LONGEST_WAIT, work);
            } catch (NotAcquired busy) {
                LOG.tracef("Others do %s", lock);
            }
        }
    }

    /**
     * Does the work if the lock becomes free in time.
     *
     * @param patience more than zero, in whole seconds
     * @return nothing if somebody else kept the lock for so long
     */
    public <T> Optional<T> tryRun(String lock, Duration patience, Function<Held, T> work) {
        for (Duration left = patience; left.compareTo(Duration.ZERO) > 0; left = left.minus(LONGEST_WAIT)) {
            try {
                return Optional.of(runOnce(lock, LONGEST_WAIT, work));
            } catch (NotAcquired busy) {
                LOG.tracef("Others do %s", lock);
            }
        }
        return Optional.empty();
    }

    private <T> T runOnce(String lock, Duration wait, Function<Held, T> work) {
        return transactions.serviceWideBlocking(transaction -> {
            acquire(transaction, lock, wait);
            Cancellable heart = beat(transaction);
            try {
                return work.apply(new Held(transaction));
            } finally {
                heart.cancel();
            }
        });
    }

    private static void acquire(SqlConnection transaction, String lock, Duration wait) {
        try {
            transaction.preparedQuery(PATIENCE).executeAndAwait(Tuple.of(wait.toMillis() + "ms"));
            transaction.preparedQuery(ACQUIRE).executeAndAwait(Tuple.of(lock));
        } catch (PgException failure) {
            throw LOCK_NOT_AVAILABLE.equals(failure.getSqlState()) ? new NotAcquired() : failure;
        }
    }

    private static Cancellable beat(SqlConnection transaction) {
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(
                        tick -> transaction.query(SIGN_OF_LIFE).execute())
                .subscribe()
                .with(beat -> {}, failure -> LOG.debugf("A lock is lost: %s", failure.getMessage()));
    }
}
