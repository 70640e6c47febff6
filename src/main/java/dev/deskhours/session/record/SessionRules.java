package dev.deskhours.session.record;

import java.time.Instant;
import java.util.List;

/** The rules of a session (docs/spec/api.md, Sessions in). Lengths are in Unicode characters. */
public final class SessionRules implements RecordRules<SessionRecord> {
    static final String RECONNECT = "reconnect";

    static final String DESKTOP_ID = "desktop_id";
    static final String FAILURE_REASON = "failure_reason";

    private static final List<String> REQUIRED = List.of("session_id", "started_at");
    private static final List<String> FIELDS = List.of(
            "session_id",
            "desktop_id",
            "started_at",
            "ended_at",
            "last_seen_at",
            "user_name",
            "failure_reason",
            "desktop_name",
            "desktop_pool_id",
            "desktop_pool_name",
            "enterprise_project_id",
            "machine_sid",
            RECONNECT);

    private final FieldRules rules;
    private final Instant oldestKept;
    private final String oldestKeptName;

    /**
     * @param now times of more than five minutes later are refused
     * @param oldestKept the begin of the raw retention: sessions that ended before it are refused
     */
    public SessionRules(Instant now, Instant oldestKept) {
        this(now, oldestKept, new LocalTimes(null, Wording.COMMAND));
    }

    /** @param localTimes reads the times that have no zone */
    public SessionRules(Instant now, Instant oldestKept, LocalTimes localTimes) {
        this.rules = new FieldRules(now, localTimes);
        this.oldestKept = oldestKept;
        this.oldestKeptName = oldestKept + ", the oldest kept";
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public List<String> required() {
        return REQUIRED;
    }

    @Override
    public SessionRecord read(RecordFields fields) {
        SessionRecord session = new SessionRecord(
                rules.requiredText(fields, "session_id", FieldRules.MAX_ID),
                desktopId(fields),
                rules.requiredTime(fields, "started_at"),
                rules.endTime(fields, "ended_at"),
                rules.endTime(fields, "last_seen_at"),
                rules.text(fields, "user_name", 255),
                rules.text(fields, "failure_reason", 1024),
                rules.text(fields, "desktop_name", 255),
                rules.text(fields, "desktop_pool_id", 128),
                rules.text(fields, "desktop_pool_name", 255),
                rules.text(fields, "enterprise_project_id", 64),
                rules.text(fields, "machine_sid", 128),
                rules.flag(fields, RECONNECT));
        rules.refuseBefore(fields, "ended_at", session.endedAt(), "started_at", session.startedAt());
        rules.refuseBefore(fields, "last_seen_at", session.lastSeenAt(), "started_at", session.startedAt());
        rules.refuseBefore(fields, "ended_at", session.endedAt(), oldestKeptName, oldestKept);
        return session;
    }

    /** A failed login may have reached none. */
    private String desktopId(RecordFields fields) {
        return fields.text(FAILURE_REASON) == null
                ? rules.requiredText(fields, DESKTOP_ID, FieldRules.MAX_ID)
                : rules.text(fields, DESKTOP_ID, FieldRules.MAX_ID);
    }
}
