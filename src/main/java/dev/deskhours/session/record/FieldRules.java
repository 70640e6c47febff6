package dev.deskhours.session.record;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.TimeText;

/** The rules that single fields keep, whatever the record. */
final class FieldRules {
    /** Paths of resources in clouds are long. */
    static final int MAX_ID = 512;

    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private final Instant latest;
    private final LocalTimes localTimes;

    FieldRules(Instant now, LocalTimes localTimes) {
        this.latest = now.plus(CLOCK_DIFFERENCE);
        this.localTimes = localTimes;
    }

    /** A text of at most {@code maxLength} characters; {@code null} if absent or refused. */
    String text(RecordFields fields, String name, int maxLength) {
        String value = fields.text(name);
        String flaw = value == null ? null : flaw(value, maxLength);
        if (flaw == null) {
            return value;
        }
        fields.refuse(name, flaw);
        return null;
    }

    String requiredText(RecordFields fields, String name, int maxLength) {
        String value = text(fields, name, maxLength);
        refuseMissing(fields, name, value);
        return value;
    }

    /**
     * A time from 1970 to five minutes after now, at which something begins; {@code null} if absent or refused.
     *
     * @throws ApiException if it has no zone and nobody said one
     */
    Instant startTime(RecordFields fields, String name) {
        return time(fields, name, false);
    }

    /** As {@link #startTime}, for a time at which something ends. */
    Instant endTime(RecordFields fields, String name) {
        return time(fields, name, true);
    }

    Instant requiredTime(RecordFields fields, String name) {
        Instant time = startTime(fields, name);
        refuseMissing(fields, name, time);
        return time;
    }

    /** Refuses a time that is before another one of the record; absent ones are no matter. */
    void refuseBefore(RecordFields fields, String name, Instant time, String earlierName, Instant earlier) {
        if (time != null && earlier != null && time.isBefore(earlier)) {
            fields.refuse(name, "is before " + earlierName);
        }
    }

    private Instant time(RecordFields fields, String name, boolean later) {
        String value = fields.text(name);
        try {
            return value == null ? null : inRange(fields, name, value, instant(value, later));
        } catch (DateTimeException e) {
            fields.refuse(name, CallerText.shown(value) + " is not a time like " + TimeText.EXAMPLE);
            return null;
        } catch (LocalTimes.NoZone none) {
            throw ApiException.brokenRule(fields.place() + ": " + name + " " + none.getMessage());
        }
    }

    private Instant instant(String value, boolean later) {
        TemporalAccessor time = IsoTime.parse(value);
        Instant instant =
                time instanceof LocalDateTime local ? localTimes.instant(local, value, later) : Instant.from(time);
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private Instant inRange(RecordFields fields, String name, String value, Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            fields.refuse(name, "is before 1970");
        } else if (time.isAfter(latest)) {
            fields.refuse(name, CallerText.shown(value) + " is in the future");
        }
        return time;
    }

    /** {@code true} or {@code false}; absent is {@code false}. */
    boolean flag(RecordFields fields, String name) {
        String value = fields.text(name);
        boolean set = "true".equalsIgnoreCase(value);
        if (value != null && !set && !"false".equalsIgnoreCase(value)) {
            fields.refuse(name, CallerText.shown(value) + " is not true or false");
        }
        return set;
    }

    private void refuseMissing(RecordFields fields, String name, Object value) {
        if (value == null && !fields.isRefused(name)) {
            fields.refuse(name, "is missing");
        }
    }

    /** What is wrong with a text, or {@code null}. PostgreSQL can hold neither a NUL nor half of a surrogate pair. */
    private static String flaw(String value, int maxLength) {
        int characters = 0;
        for (int i = 0; i < value.length() && characters <= maxLength; i++) {
            char next = value.charAt(i);
            if (next == 0) {
                return "has a NUL character";
            }
            if (Character.isSurrogate(next) && !isPair(value, i++)) {
                return "has half of a surrogate pair";
            }
            characters++;
        }
        return characters > maxLength ? "is longer than " + maxLength + " characters" : null;
    }

    private static boolean isPair(String value, int position) {
        return Character.isHighSurrogate(value.charAt(position))
                && position + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(position + 1));
    }
}
