package dev.deskhours.web;

import java.net.SocketException;
import java.net.UnknownHostException;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

/** Tells a database that cannot be reached from any other failure. */
public final class UnreachableDatabase {
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
            // Class 08: connection; 57P: the server is going down or coming up; 53300: too many connections.
            String state = String.valueOf(refused.getSqlState());
            return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
        }
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof ClosedConnectionException;
    }
}
