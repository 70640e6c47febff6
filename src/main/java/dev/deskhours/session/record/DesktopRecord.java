package dev.deskhours.session.record;

import java.time.Instant;

/**
 * A virtual desktop as it was announced. Absent optional values are {@code null}.
 *
 * @param lastUsedAt the last use that its source knows of; it counts until sessions say something later
 */
public record DesktopRecord(
        String desktopId,
        String desktopName,
        String desktopPoolId,
        String desktopPoolName,
        String enterpriseProjectId,
        String machineSid,
        Instant createdAt,
        Instant deletedAt,
        Instant lastUsedAt) {
    /** One of whose use its source knows nothing. */
    public DesktopRecord(
            String desktopId,
            String desktopName,
            String desktopPoolId,
            String desktopPoolName,
            String enterpriseProjectId,
            String machineSid,
            Instant createdAt,
            Instant deletedAt) {
        this(
                desktopId,
                desktopName,
                desktopPoolId,
                desktopPoolName,
                enterpriseProjectId,
                machineSid,
                createdAt,
                deletedAt,
                null);
    }
}
