package dev.deskhours.days.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** A checked request for login records: those that began in {@code [startTime, endTime]}. */
public record ConnectionRequest(String projectId, Instant startTime, Instant endTime, ConnectionFilter filter) {
    /** No record has an earlier time. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** Notes the broken rules with the reader; only if there are none is the request to be used. Without times: all. */
    public static ConnectionRequest read(ParameterReader reader, String projectId) {
        ProjectId.check(reader.breaches(), projectId);
        boolean withTimes = reader.isSent("start_time") || reader.isSent("end_time");
        return withTimes
                ? ofPeriod(reader, projectId)
                : new ConnectionRequest(projectId, FIRST, LAST, ConnectionFilter.read(reader));
    }

    /** As {@link #read}, but the times are required. */
    public static ConnectionRequest readOfPeriod(ParameterReader reader, String projectId) {
        ProjectId.check(reader.breaches(), projectId);
        return ofPeriod(reader, projectId);
    }

    private static ConnectionRequest ofPeriod(ParameterReader reader, String projectId) {
        Optional<Instant> start = reader.requiredTime("start_time", List.of());
        Optional<Instant> end = reader.requiredTime("end_time", List.of());
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            reader.breaches().add("end_time", "is before start_time");
        }
        return new ConnectionRequest(projectId, start.orElse(FIRST), end.orElse(LAST), ConnectionFilter.read(reader));
    }
}
