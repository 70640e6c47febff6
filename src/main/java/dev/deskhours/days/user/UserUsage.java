package dev.deskhours.days.user;

/**
 * The figures of one user on the desktops of one enterprise project over the covered days (docs/spec/aggregation.md, Usage
 * of a user).
 *
 * @param enterpriseProjectId {@code null} = desktops without one
 * @param usageSeconds added up over desktops
 * @param logins that succeeded
 * @param activeDays with a session that touches them
 */
public record UserUsage(
        String userName, String enterpriseProjectId, long usageSeconds, long logins, long failures, int activeDays) {

    /** Logins that succeeded or failed. */
    public long attempts() {
        return logins + failures;
    }
}
