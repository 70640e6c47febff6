package dev.deskhours.days;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.web.ParameterReader;

/** The time a request asks about, as query parameters. */
public class PeriodParameters {
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
    List<String> startTime = List.of();

    @RestQuery("end_time")
    @Parameter(
            name = "end_time",
            required = true,
            description = "Written as `start_time`; not before it.",
            example = "2026-11-20T23:59:59Z",
            schema = @Schema(implementation = String.class))
    List<String> endTime = List.of();

    public Period period(ParameterReader reader, Instant oldestExportableStart) {
        return Period.read(reader, startTime, endTime, oldestExportableStart);
    }
}
