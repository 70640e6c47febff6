package dev.deskhours.days;

import java.time.Instant;

/** A checked request for the usage of a project's desktops. */
public record DesktopUsageRequest(String projectId, Instant startTime, Instant endTime, DesktopUsageFilter filter) {}
