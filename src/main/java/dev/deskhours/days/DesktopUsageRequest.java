package dev.deskhours.days;

import java.time.Instant;

import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** A checked request for the usage of a project's desktops. */
public record DesktopUsageRequest(String projectId, Instant startTime, Instant endTime, DesktopFilter filter) {
    /**
     * Reads a request from named values, wherever they come from: a query, a JSON body or the command line. Notes the broken
     * rules in the order of their table (docs/spec/api.md, Parameters of the desktop operations); only if there are none is
     * the request to be used.
     */
    public static DesktopUsageRequest read(ParameterReader reader, String projectId, Instant oldestExportableStart) {
        ProjectId.check(reader.breaches(), projectId);
        PeriodParameters.Period period = PeriodParameters.read(reader, oldestExportableStart);
        return new DesktopUsageRequest(projectId, period.startTime(), period.endTime(), DesktopFilter.read(reader));
    }
}
