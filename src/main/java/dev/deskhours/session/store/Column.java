package dev.deskhours.session.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** A column of a table of records: its name and type in SQL, and where a record has its value. */
record Column<T>(String name, String sqlType, Function<List<T>, Object> array) {
    static <T> Column<T> text(String name, Function<T, String> value) {
        return new Column<>(name, "text", records -> records.stream().map(value).toArray(String[]::new));
    }

    static <T> Column<T> time(String name, Function<T, Instant> value) {
        return new Column<>(name, "timestamptz", records -> records.stream()
                .map(record -> utc(value.apply(record)))
                .toArray(OffsetDateTime[]::new));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
