package dev.deskhours.session.record;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was noticed of a desktop at one moment (docs/spec/aggregation.md, Presence signs).
 *
 * @param sessionId the session that was seen; {@code null} = whatever is open on the desktop
 */
public record PresenceRecord(
        String desktopId,
        Instant at,

        @Schema(
                implementation = String.class,
                enumeration = {"boot", "shutdown", "offline", "seen"})
        Sign sign,

        String sessionId) {
    /** All but {@link #SEEN} end what is open on the desktop. */
    public enum Sign {
        BOOT,
        SHUTDOWN,
        OFFLINE,
        SEEN
    }
}
