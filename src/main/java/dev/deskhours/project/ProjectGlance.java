package dev.deskhours.project;

import java.time.Instant;

/**
 * What is seen of a project from outside, with all others in one statement.
 *
 * @param unchanged nothing was to be done for it when it was last looked at, and nothing has come in since
 * @param lostAt when the patience with an open session would run out next, as of then; {@code null} = with none
 * @param settledBy the patience by which it was looked at ({@link Patience#rules})
 * @param settledAt up to when what was lost by then has been taken back; {@code null} = never
 */
public record ProjectGlance(
        String projectId,
        ProjectDays calendar,
        Patience patience,
        boolean unchanged,
        Instant lostAt,
        String settledBy,
        Instant settledAt) {
    /** Whether it was settled with another patience, or never. */
    public boolean isUnsettled() {
        return settledAt == null || !patience.rules().equals(settledBy);
    }

    /** Whether no later record, setting or loss of a session can have changed one of its days. */
    public boolean isQuiet(Instant now) {
        return unchanged && !isUnsettled() && (lostAt == null || lostAt.isAfter(now));
    }
}
