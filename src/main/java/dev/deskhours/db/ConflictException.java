package dev.deskhours.db;

import java.io.Serial;
import java.util.Set;

import io.vertx.pgclient.PgException;

/** What a transaction works on has changed since it began; done once more, it will most likely succeed. */
public final class ConflictException extends RuntimeException {
    public static final int MAX_RETRIES = 4;

    @Serial
    private static final long serialVersionUID = 1;

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** What the later of two gets that write a day at once which neither has found there. */
    private static final String UNIQUE_VIOLATION = "23505";

    private static final Set<String> STATES =
            Set.of(SERIALIZATION_FAILURE, DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE, UNIQUE_VIOLATION);

    public ConflictException(String message) {
        super(message);
    }

    /** Whether the transaction that failed so is to be tried again. */
    public static boolean isCauseOf(Throwable failure) {
        return failure instanceof ConflictException
                || failure instanceof PgException refused && STATES.contains(refused.getSqlState());
    }
}
