package dev.deskhours.db;

import io.vertx.core.impl.NoStackTraceThrowable;

/**
 * What a statement gets that comes when the connection of its transaction is lost already. The one that was waiting then has
 * failed as {@link io.vertx.sqlclient.ClosedConnectionException}; this one has no type of its own to be known by.
 */
final class LostConnection {
    private static final String AFTERWARDS = "Connection is not active";

    private LostConnection() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoStackTraceThrowable
                    && String.valueOf(cause.getMessage()).startsWith(AFTERWARDS)) {
                return true;
            }
        }
        return false;
    }
}
