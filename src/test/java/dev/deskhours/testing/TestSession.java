package dev.deskhours.testing;

import java.util.HashMap;
import java.util.Map;

/** A session as a caller writes it; each {@code with} gives another one. */
public record TestSession(Map<String, String> fields) {
    public static TestSession open(String sessionId, String desktopId, String startedAt) {
        return new TestSession(Map.of("session_id", sessionId, "desktop_id", desktopId, "started_at", startedAt));
    }

    public static TestSession closed(String sessionId, String desktopId, String startedAt, String endedAt) {
        return open(sessionId, desktopId, startedAt).with("ended_at", endedAt);
    }

    public TestSession with(String field, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(field, value);
        return new TestSession(more);
    }
}
