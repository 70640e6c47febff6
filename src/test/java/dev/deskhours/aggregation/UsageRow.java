package dev.deskhours.aggregation;

import java.time.Instant;
import java.time.LocalDate;

/** A row of {@code usage_day}. */
record UsageRow(LocalDate day, String desktopId, long seconds, long logins, Instant lastUsedAt) {}
