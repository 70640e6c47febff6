package dev.deskhours.session.mapping.source;

/** The rows of one foreign file, one after the other, in memory that does not grow with the file. */
public interface Rows {
    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws SourceException if the file cannot be read on
     * @throws java.io.UncheckedIOException if the stream fails
     */
    boolean next();

    /** The text of a column, a path or a group in the row; {@code null} if it is absent or empty. */
    String value(String column);

    /** Where the row stands in the file, from 1: its line, or its number where the file has no lines. */
    long line();

    /** Whether the row is of the second array, of presence signs. */
    default boolean isSign() {
        return false;
    }

    /** How many lines of the file were no rows: notes, blank lines. */
    default long linesLeftOut() {
        return 0;
    }
}
