package dev.deskhours.session.mapping;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.re2j.Pattern;

import dev.deskhours.session.mapping.Mapping.TimeForms;
import dev.deskhours.session.record.CallerText;
import dev.deskhours.session.record.LocalTimes;
import dev.deskhours.session.record.Wording;

/** Reads the times of one import, and counts those that the change of the clock made unclear. */
final class Times {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<TimePattern> patterns;
    private final Set<String> none = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final LocalTimes localTimes;
    private final List<String> forms;

    /** @param zone of times without one where the mapping names none; {@code null} = such times are refused */
    Times(TimeForms forms, ZoneId zone, Wording wording) {
        this.patterns = forms.patterns().stream()
                .map(pattern -> TimePattern.of(pattern, forms.locale()))
                .toList();
        this.forms = forms.patterns();
        this.none.addAll(forms.none());
        this.localTimes = new LocalTimes(forms.zone() == null ? zone : forms.zone(), wording);
    }

    /** A time at which something begins: the earlier one where the clock shows it twice. */
    Instant start(String text) {
        return time(text, false);
    }

    /** A time at which something ends: the later one where the clock shows it twice. */
    Instant end(String text) {
        return time(text, true);
    }

    boolean isNone(String text) {
        return text == null || none.contains(text);
    }

    /** How many times were moved out of a gap or stand for two instants. */
    long adjusted() {
        return localTimes.adjusted();
    }

    /** Of times without one; {@code null} if nobody said. */
    ZoneId zone() {
        return localTimes.zone();
    }

    private Instant time(String text, boolean later) {
        if (isNone(text)) {
            return null;
        }
        TemporalAccessor time = parsed(text);
        Instant instant =
                time instanceof LocalDateTime local ? localTimes.instant(local, text, later) : Instant.from(time);
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private TemporalAccessor parsed(String text) {
        String plain = text.length() < 100 ? BLANKS.matcher(text).replaceAll(" ") : text;
        for (TimePattern pattern : patterns) {
            try {
                return pattern.parse(plain);
            } catch (RuntimeException notSo) {
                // The next one may fit.
            }
        }
        throw new IllegalArgumentException(
                CallerText.shown(text) + " is no time of the form " + String.join(" or ", forms));
    }
}
