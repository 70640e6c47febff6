package dev.deskhours.session.record;

import java.time.Instant;

/**
 * One user's use of one virtual desktop, {@code [startedAt, endedAt)}, as it was sent in (docs/spec/aggregation.md,
 * Terms). Absent optional values are {@code null}.
 *
 * @param desktopId {@code null} = a failed login that reached none
 * @param endedAt {@code null} = still open
 * @param lastSeenAt the last heartbeat, if any
 * @param failureReason present = a failed login, which is never usage
 * @param reconnect whether it goes on with an earlier one: usage, but no login
 */
public record SessionRecord(
        String sessionId,
        String desktopId,
        Instant startedAt,
        Instant endedAt,
        Instant lastSeenAt,
        String userName,
        String failureReason,
        String desktopName,
        String desktopPoolId,
        String desktopPoolName,
        String enterpriseProjectId,
        String machineSid,
        boolean reconnect) {
    /** One that is a login. */
    public SessionRecord(
            String sessionId,
            String desktopId,
            Instant startedAt,
            Instant endedAt,
            Instant lastSeenAt,
            String userName,
            String failureReason,
            String desktopName,
            String desktopPoolId,
            String desktopPoolName,
            String enterpriseProjectId,
            String machineSid) {
        this(
                sessionId,
                desktopId,
                startedAt,
                endedAt,
                lastSeenAt,
                userName,
                failureReason,
                desktopName,
                desktopPoolId,
                desktopPoolName,
                enterpriseProjectId,
                machineSid,
                false);
    }
}
