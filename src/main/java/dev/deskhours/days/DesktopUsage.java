package dev.deskhours.days;

import java.time.Instant;

/**
 * The figures of one desktop over the covered days (docs/spec/aggregation.md, What a query gives). Unknown texts are
 * {@code null}.
 *
 * @param lastUsedAt up to the last covered day, a whole second or, for any time between two, halfway; {@code null} =
 *     never used
 */
public record DesktopUsage(
        String resourceId,
        String resourceName,
        String poolId,
        String poolName,
        String enterpriseProjectId,
        String machineSid,
        String latestConnectUsername,
        long usageSeconds,
        long idleSeconds,
        long idleDays,
        long activeDays,
        long logins,
        Instant lastUsedAt) {}
