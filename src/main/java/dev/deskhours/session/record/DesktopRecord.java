package dev.deskhours.session.record;

import java.time.Instant;

/** A virtual desktop as it was announced. Absent optional values are {@code null}. */
public record DesktopRecord(
        String desktopId,
        String desktopName,
        String desktopPoolId,
        String desktopPoolName,
        String enterpriseProjectId,
        String machineSid,
        Instant createdAt,
        Instant deletedAt) {}
