package dev.deskhours.days;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** The time a request asks about, both ends inclusive: as the document shows it, and as it is read. */
public class PeriodParameters {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    @RestQuery("start_time")
    @Parameter(
            name = "start_time",
            required = true,
            description =
                    "A day counts if its 23:59:59, in the project's zone, lies in `start_time..end_time`. Seconds,"
                            + " a fraction of a second and the zone (`Z`, `+08:00`; without one, GMT) may be left out. Not"
                            + " before the oldest exportable day.",
            example = "2026-11-01T00:00:00Z",
            schema = @Schema(implementation = String.class))
    List<String> startTime;

    @RestQuery("end_time")
    @Parameter(
            name = "end_time",
            required = true,
            description = "Written as `start_time`; not before it.",
            example = "2026-11-20T23:59:59Z",
            schema = @Schema(implementation = String.class))
    List<String> endTime;

    /**
     * @param startTime {@code null} if its rule was broken
     * @param endTime {@code null} if its rule was broken
     */
    public record Period(Instant startTime, Instant endTime) {}

    /**
     * A reader that takes times as the cloud's own pages write them: also as a date, which means its begin or its end in GMT.
     *
     * @param query the values that were sent, by name
     */
    public static ParameterReader readerWithDates(Map<String, List<String>> query) {
        Map<String, List<String>> withTimes = new HashMap<>(query);
        withTimes.computeIfPresent("start_time", (name, values) -> complete(values, "T00:00:00Z"));
        withTimes.computeIfPresent("end_time", (name, values) -> complete(values, "T23:59:59.999999Z"));
        return new ParameterReader(new Breaches(), withTimes);
    }

    private static List<String> complete(List<String> values, String time) {
        return values.stream()
                .map(value -> DATE.matcher(value).matches() ? value + time : value)
                .toList();
    }

    /** Notes the broken rules with the reader; only if there are none is the period to be used. */
    public static Period read(ParameterReader reader, Instant oldestExportableStart) {
        Optional<Instant> start = reader.requiredTime("start_time", List.of());
        if (start.isPresent() && start.get().isBefore(oldestExportableStart)) {
            reader.breaches().add("start_time", "is before the oldest day, " + oldestExportableStart);
        }
        Optional<Instant> end = reader.requiredTime("end_time", List.of());
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            reader.breaches().add("end_time", "is before start_time");
        }
        return new Period(start.orElse(null), end.orElse(null));
    }
}
