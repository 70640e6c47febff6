package dev.deskhours.db;

import java.io.IOException;
import java.util.Arrays;

import org.jboss.logging.Logger;

/**
 * What fails for want of a connection and does not say so by its type, as {@link
 * io.vertx.sqlclient.ClosedConnectionException} does: a statement that comes when the connection of its transaction is lost
 * already, one that cannot be sent, and a transaction that gets no connection in time.
 */
final class LostConnection {
    private static final Logger LOG = Logger.getLogger(LostConnection.class);
    private static final String AFTERWARDS = "Connection is not active";
    private static final String NONE_FREE = "Timeout";

    private LostConnection() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isLoss(cause) || isWaitInVain(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoss(Throwable cause) {
        return isOfClient(cause) && message(cause).startsWith(AFTERWARDS)
                || cause instanceof IOException && isOfSocket(cause);
    }

    private static boolean isWaitInVain(Throwable cause) {
        boolean inVain = isOfClient(cause) && message(cause).startsWith(NONE_FREE);
        if (inVain) {
            LOG.warn(
                    "No connection to the database became free in time; deskhours.db.pool-size says how many there are");
        }
        return inVain;
    }

    /** It has no types of its own for these. */
    private static boolean isOfClient(Throwable cause) {
        return cause.getClass().getName().startsWith("io.vertx.core.");
    }

    /** A file may break as well, but no file is read or written there. */
    private static boolean isOfSocket(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("io.netty.channel."));
    }

    private static String message(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
