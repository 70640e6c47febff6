package dev.deskhours.session.record;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Reads times without a zone in that of one import, and counts those that the change of the clock made unclear. */
public final class LocalTimes {
    private final ZoneId zone;
    private final Wording wording;
    private long adjusted;

    /** @param zone {@code null} = such times are refused */
    public LocalTimes(ZoneId zone, Wording wording) {
        this.zone = zone;
        this.wording = wording;
    }

    /** What is wrong with one time is wrong with all of them. */
    public static final class NoZone extends RuntimeException {
        private NoZone(String message) {
            super(message);
        }
    }

    /** {@code null} if nobody said. */
    public ZoneId zone() {
        return zone;
    }

    /** How many times were moved out of a gap or stand for two instants. */
    public long adjusted() {
        return adjusted;
    }

    /**
     * The instant of a local time; one in a gap of the clock is moved forward by it.
     *
     * @param text as it was written, for the message
     * @param later which instant is meant where the clock shows the time twice
     * @throws NoZone if nobody said the zone
     */
    public Instant instant(LocalDateTime local, String text, boolean later) {
        if (zone == null) {
            throw new NoZone(
                    CallerText.shown(text) + " has no zone; say how such times are to be read: " + wording.zone());
        }
        adjusted += zone.getRules().getTransition(local) == null ? 0 : 1;
        return later
                ? local.atZone(zone).withLaterOffsetAtOverlap().toInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
