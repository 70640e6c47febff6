package dev.deskhours.session.record;

import java.time.ZoneId;

/**
 * What whoever sends records in says of how they are to be read (docs/spec/api.md, Sessions in).
 *
 * @param zone of times that have none; {@code null} = such times are refused
 * @param ignoreUnknown whether fields that there are not are left out instead of refused
 * @param dryRun whether nothing is kept
 * @param wording in which messages say how to say so
 */
public record ReadOptions(ZoneId zone, boolean ignoreUnknown, boolean dryRun, Wording wording) {
    /** Nothing is said, by a command. */
    public static final ReadOptions COMMAND = new ReadOptions(null, false, false, Wording.COMMAND);
}
