package dev.deskhours.session.mapping.source;

/** A file that is not what its mapping says, in a sentence for whoever sent it. */
public final class SourceException extends RuntimeException {
    public SourceException(String message) {
        super(message);
    }

    /** With the line, or the number of the record, from 1. */
    SourceException(long line, String message) {
        super("line " + line + ": " + message);
    }
}
