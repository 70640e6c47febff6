package dev.deskhours.export.render;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes the rows of a table, whose columns were told when it was made, value by value in their order (docs/spec/delivery.md,
 * Formats). The same calls give the same bytes. Memory does not grow with the number of rows; the stream under it is neither
 * flushed nor closed, and has everything only after {@link #finish()}.
 *
 * <p>Every method passes on the {@link IOException} of the stream under it; what the stream has then is undefined.
 */
interface TableWriter {
    /** A column, which is named the same in every format. */
    record Column(String name, Type type) {
        enum Type {
            TEXT,
            NUMBER,
            /** Seconds, shown as hours with two decimals. */
            HOURS,
            INSTANT,
            DATE
        }
    }

    /** Adds a text of any length; {@code null} is an absent value. */
    TableWriter text(String value) throws IOException;

    TableWriter number(long value) throws IOException;

    /** Adds seconds as hours with two decimals, half up (away from zero): 3618 is {@code 1.01}. */
    TableWriter hours(long seconds) throws IOException;

    /** Adds an instant, cut to the second; {@code null} is an absent value. */
    TableWriter instant(Instant value) throws IOException;

    /** Adds a day; {@code null} is an absent value. */
    TableWriter date(LocalDate value) throws IOException;

    TableWriter endRow() throws IOException;

    /** Ends the table; nothing may be added afterwards. */
    void finish() throws IOException;

    /** Hundredths of hours, half up (away from zero). */
    static long hundredths(long seconds) {
        return seconds / 36 + seconds % 36 / 18;
    }
}
