package dev.deskhours.days.connection;

import java.time.Instant;

/**
 * A session or a failed login as it is kept, with what is known of its desktop now.
 *
 * @param desktopId {@code null} = a failed login that reached no desktop
 * @param endedAt {@code null} = none was told, and no presence sign has ended it
 * @param failureReason {@code null} = the login succeeded
 */
public record Connection(
        String sessionId,
        String desktopId,
        String desktopName,
        String machineSid,
        String enterpriseProjectId,
        String userName,
        Instant startedAt,
        Instant endedAt,
        boolean reconnect,
        String failureReason) {

    /** The name of the desktop, or its id where it has none. */
    public String computerName() {
        return desktopName == null ? desktopId : desktopName;
    }
}
