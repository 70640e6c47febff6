package dev.deskhours.days;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.deskhours.web.ParameterReader;

/**
 * The time a request asks about, both ends inclusive.
 *
 * @param startTime {@code null} if its rule was broken
 * @param endTime {@code null} if its rule was broken
 */
public record Period(Instant startTime, Instant endTime) {
    static Period read(
            ParameterReader reader, List<String> startTime, List<String> endTime, Instant oldestExportableStart) {
        Optional<Instant> start = reader.requiredTime("start_time", startTime);
        if (start.isPresent() && start.get().isBefore(oldestExportableStart)) {
            reader.breaches().add("start_time", "is before the oldest day, " + oldestExportableStart);
        }
        Optional<Instant> end = reader.requiredTime("end_time", endTime);
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            reader.breaches().add("end_time", "is before start_time");
        }
        return new Period(start.orElse(null), end.orElse(null));
    }
}
