package dev.deskhours.project;

import java.time.Duration;

/**
 * How long a session without an end is waited for (docs/spec/aggregation.md, Sessions without an end). All are whole
 * seconds and not negative.
 *
 * @param heartbeatTimeout after the last heartbeat of a session that had one
 * @param staleAfter after the start of a session that never had one
 * @param lostCounts what counts beyond the last sign of life of a session that is lost
 */
public record Patience(Duration heartbeatTimeout, Duration staleAfter, Duration lostCounts) {
    static Patience of(ProjectConfig.Sessions config) {
        return new Patience(config.heartbeatTimeout(), config.staleAfter(), config.lostCounts());
    }

    /** As long as sessions are kept beyond days: one must not be thrown away while it still counts. */
    public static Duration max(ProjectConfig.Retention retention) {
        return Duration.ofDays(retention.sessionsDays() - (long) retention.days());
    }

    /** After the last sign of life no day later than this counts such a session. */
    public Duration longest() {
        Duration waited = heartbeatTimeout.compareTo(staleAfter) > 0 ? heartbeatTimeout : staleAfter;
        return waited.compareTo(lostCounts) > 0 ? waited : lostCounts;
    }

    /** To compare with what was noted earlier. */
    public String rules() {
        return heartbeatTimeout + " " + staleAfter + " " + lostCounts;
    }
}
