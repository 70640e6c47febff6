package dev.deskhours;

import java.util.HashMap;
import java.util.Map;

/** A session as a caller writes it; each {@code with} gives another one. */
record TestSession(Map<String, String> fields) {
    static TestSession open(String sessionId, String desktopId, String startedAt) {
        return new TestSession(Map.of("session_id", sessionId, "desktop_id", desktopId, "started_at", startedAt));
    }

    static TestSession closed(String sessionId, String desktopId, String startedAt, String endedAt) {
        return open(sessionId, desktopId, startedAt).with("ended_at", endedAt);
    }

    TestSession with(String field, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(field, value);
        return new TestSession(more);
    }
}
