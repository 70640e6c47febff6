package dev.deskhours.presence;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.deskhours.project.Patience;

/**
 * Where a session ends for those who count it (docs/spec/aggregation.md, Sessions without an end): the one place that says
 * so. It is made of what a row of {@code session} has in {@code ends_at}, {@code seen_at} and {@code heartbeat}, and of the
 * values {@link #values}.
 */
public final class EffectiveEnd {
    private static final String MICROSECOND = " * interval '1 microsecond'";
    private static final String PATIENCE =
            "case when %1$sheartbeat then :heartbeat_timeout::bigint else :stale_after::bigint end" + MICROSECOND;
    private static final String END = "coalesce(%1$sends_at, case when %1$sseen_at >= %3$s - " + PATIENCE
            + " then %2$s else %1$sseen_at + :lost_counts::bigint" + MICROSECOND + " end)";
    private static final String COUNTED_UNTIL =
            "greatest(%1$sstarted_at, coalesce(%1$sends_at - interval '1 microsecond'," + " %1$sseen_at + greatest("
                    + PATIENCE + ", :lost_counts::bigint" + MICROSECOND + ")))";

    /** What a record says of its session by itself, as columns that the expressions read. */
    public static final String OF_RECORD = """
            last_seen_at is not null as heartbeat,
            greatest(started_at, last_seen_at) as seen_at,
            case when failure_reason is null then ended_at else coalesce(ended_at, started_at) end as ends_at
            """;

    private EffectiveEnd() {}

    /**
     * An expression for the end of a session.
     *
     * @param session what stands before the columns of its row: {@code session.}, or nothing
     * @param open an expression for what it is while the session is open: the end of the day that is counted
     * @param asOf an expression for the moment at which it is counted
     */
    public static String of(String session, String open, String asOf) {
        return END.formatted(session, open, asOf);
    }

    /** An expression for the last instant that any day can have counted, whenever that was. */
    public static String countedUntil(String session) {
        return COUNTED_UNTIL.formatted(session);
    }

    /** An expression for how long the session is waited for. */
    static String patience(String session) {
        return PATIENCE.formatted(session);
    }

    /** The values that the expressions call by name, in microseconds. */
    public static Map<String, Object> values(Patience patience) {
        return Map.of(
                "heartbeat_timeout", micros(patience.heartbeatTimeout()),
                "stale_after", micros(patience.staleAfter()),
                "lost_counts", micros(patience.lostCounts()));
    }

    private static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.toSeconds());
    }
}
