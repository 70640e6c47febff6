package dev.deskhours.db.embedded;

/** The embedded PostgreSQL cannot be used; the message says why, for the person who starts Deskhours. */
public class DatabaseStartException extends RuntimeException {
    public DatabaseStartException(String message) {
        super(message);
    }

    public DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
