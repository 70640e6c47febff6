package dev.deskhours.session.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.deskhours.session.mapping.source.Rows;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.LocalTimes;

/** The current row of a file by the names of a mapping: columns, then fields made of it, then what the import says. */
final class MappedRow {
    private static final int MAX_VALUE = 4096;

    private Rows rows;
    private final Set<String> none;
    private final Map<String, String> set;
    private final Times times;
    private final Map<String, String> made = new LinkedHashMap<>();

    MappedRow(Set<String> none, Map<String, String> set, Times times) {
        this.none = none;
        this.set = set;
        this.times = times;
    }

    /** The current row of a file takes the place of the one before. */
    void begin(Rows file) {
        rows = file;
        made.clear();
    }

    /** Makes a field of the row that other expressions may name. */
    void make(String field, String value) {
        if (value != null) {
            made.put(field, value);
        }
    }

    /** The fields that were made, and those the import gives. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>(made);
        set.forEach(fields::putIfAbsent);
        return fields;
    }

    String name(String name) {
        String value = rows.value(name);
        if (value != null && none.contains(value)) {
            value = null;
        }
        return value != null ? value : made.getOrDefault(name, set.get(name));
    }

    /** The value of an expression; {@code null} if there is none. */
    String text(String field, Expression expression) {
        String value = expression.value(this::name);
        if (value != null && value.length() > MAX_VALUE) {
            throw wrong(field, "is longer than " + MAX_VALUE + " characters");
        }
        return value;
    }

    Instant start(String field, Expression expression) {
        return time(field, text(field, expression), times::start);
    }

    Instant end(String field, Expression expression) {
        return time(field, text(field, expression), times::end);
    }

    private Instant time(String field, String text, Function<String, Instant> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw wrong(field, wrong.getMessage());
        } catch (LocalTimes.NoZone none) {
            throw new SourceException(place() + ": " + field + " " + none.getMessage());
        }
    }

    /** The start and as much as the row says that it lasted; {@code null} if that is not known, or negative. */
    Instant endAfter(Instant start, Expression duration) {
        String text = duration == null || start == null ? null : text(MappingFields.DURATION, duration);
        if (times.isNone(text)) {
            return null;
        }
        try {
            Duration lasted = Durations.parse(text);
            return lasted.isNegative() ? null : start.plus(lasted);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            throw wrong(MappingFields.DURATION, wrong.getMessage());
        }
    }

    /** A row that cannot be taken, with its field. */
    WrongRow wrong(String field, String flaw) {
        return new WrongRow(field + " " + flaw);
    }

    /** Where the row stands in its file. */
    String place() {
        return "line " + rows.line();
    }

    /** One row of a file is wrong; the others may be right. */
    static final class WrongRow extends RuntimeException {
        WrongRow(String message) {
            super(message, null, false, false);
        }
    }
}
