package dev.deskhours.export.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times of tasks as answers show them: {@code 2026-11-23T02:00:00.000Z}. */
final class TaskTime {
    static final String EXAMPLE = "2026-11-23T02:00:00.000Z";

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private TaskTime() {}

    static String text(Instant instant) {
        return instant == null ? null : FORM.format(instant);
    }
}
