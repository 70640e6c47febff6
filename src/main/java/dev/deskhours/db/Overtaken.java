package dev.deskhours.db;

import java.io.Serial;
import java.util.Set;

import io.vertx.pgclient.PgException;

/** What a transaction works on has changed since it began; done anew, it will most likely succeed. */
public final class Overtaken extends RuntimeException {
    public static final int RETRIES = 4;

    @Serial
    private static final long serialVersionUID = 1;

    private static final String SERIALIZATION_FAILURE = "40001";

    /** What the later of two gets that write a day at once which neither has found there. */
    private static final String UNIQUE_VIOLATION = "23505";

    private static final Set<String> STATES = Set.of(SERIALIZATION_FAILURE, UNIQUE_VIOLATION);

    public Overtaken(String message) {
        super(message);
    }

    public static boolean is(Throwable failure) {
        return failure instanceof Overtaken
                || failure instanceof PgException refused && STATES.contains(refused.getSqlState());
    }
}
