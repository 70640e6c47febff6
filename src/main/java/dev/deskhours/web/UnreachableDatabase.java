package dev.deskhours.web;

import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

/** Tells a database that cannot be reached, or not be worked with for now, from any other failure. */
public final class UnreachableDatabase {
    /**
     * Connection, a time-out that ends it, login refused, the transaction rolled back for the sake of another, out of
     * resources, a statement that is cancelled or takes too long, going down or coming up, its own disk.
     */
    private static final List<String> CLASSES = List.of("08", "25P03", "25P04", "28", "40", "53", "57", "58");

    private static final String INVALID_CATALOG_NAME = "3D000";
    private static final String READ_ONLY = "25006";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String SNAPSHOT_TOO_OLD = "72000";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Set<String> STATES =
            Set.of(INVALID_CATALOG_NAME, READ_ONLY, LOCK_NOT_AVAILABLE, SNAPSHOT_TOO_OLD, INSUFFICIENT_PRIVILEGE);

    /** Where the server is when a row breaks a policy: that is a mistake of a statement, and no right that was taken away. */
    private static final String POLICY = "ExecWithCheckOptions";

    private UnreachableDatabase() {}

    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isSign(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSign(Throwable cause) {
        if (cause instanceof PgException refused) {
            return isSign(String.valueOf(refused.getSqlState())) && !isMistake(refused);
        }
        // What Hibernate makes of it.
        if (cause instanceof SQLException refused) {
            return isSign(String.valueOf(refused.getSQLState()));
        }
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof ClosedConnectionException;
    }

    private static boolean isSign(String state) {
        return CLASSES.stream().anyMatch(state::startsWith) || STATES.contains(state);
    }

    private static boolean isMistake(PgException refused) {
        return INSUFFICIENT_PRIVILEGE.equals(refused.getSqlState()) && POLICY.equals(refused.getRoutine());
    }
}
