package dev.deskhours.days.user;

import java.time.Instant;

import dev.deskhours.days.PeriodParameters;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** A checked request for the usage of a project's users. */
public record UserUsageRequest(String projectId, Instant startTime, Instant endTime, UserFilter filter) {
    /** Notes the broken rules in the order of their table; only if there are none is the request to be used. */
    public static UserUsageRequest read(ParameterReader reader, String projectId, Instant oldestExportableStart) {
        ProjectId.check(reader.breaches(), projectId);
        PeriodParameters.Period period = PeriodParameters.read(reader, oldestExportableStart);
        return new UserUsageRequest(projectId, period.startTime(), period.endTime(), UserFilter.read(reader));
    }
}
