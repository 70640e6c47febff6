package dev.deskhours.session;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.SessionRecord;

/**
 * What became of the records of one request (docs/spec/api.md, Sessions in). {@code inserted}, {@code updated} and
 * {@code unchanged} add up to {@code received}. The last four are absent where they say nothing.
 */
@Schema(name = "IntakeResult")
public record IntakeResult(
        @Schema(description = "records in the body, or those that its mapping makes of it", examples = "3")
        long received,

        @Schema(examples = "2") long inserted,

        @Schema(description = "changed something, or came twice in the body", examples = "1")
        long updated,

        @Schema(examples = "0") long unchanged,

        @Schema(
                description = "of the updated ones: sessions on another desktop or with another start than before"
                        + " under their id, which is nearly always an id that was used again",
                examples = "0")
        long moved,

        @Schema(description = "local times that the clock skipped or showed twice", examples = "0")
        long adjustedTimes,

        @Schema(description = "fields that there are not and that were left out on request, the first hundred")
        List<String> ignoredFields,

        @Schema(description = "by which mapping the body was read; `own` = as our own records", examples = "last")
        String mapping,

        @Schema(description = "with a mapping: how much of the body was left out, by reason")
        Map<String, Long> leftOut,

        @Schema(description = "with `dry_run`: the first ten as they would be taken")
        List<SessionRecord> sessions,

        @Schema(description = "with `dry_run`: the first ten as they would be taken")
        List<DesktopRecord> desktops) {
    /** Nothing remarkable was read. */
    public IntakeResult(long received, long inserted, long updated, long unchanged) {
        this(received, inserted, updated, unchanged, 0, 0, List.of());
    }

    public IntakeResult(
            long received,
            long inserted,
            long updated,
            long unchanged,
            long moved,
            long adjustedTimes,
            List<String> ignoredFields) {
        this(received, inserted, updated, unchanged, moved, adjustedTimes, ignoredFields, null, null, null, null);
    }

    IntakeResult read(long adjusted, List<String> ignored, Map<String, Long> left) {
        return new IntakeResult(
                received, inserted, updated, unchanged, moved, adjusted, ignored, mapping, left, sessions, desktops);
    }

    /** Of what was stored together with other records. */
    IntakeResult and(IntakeResult others) {
        return new IntakeResult(
                received + others.received,
                inserted + others.inserted,
                updated + others.updated,
                unchanged + others.unchanged,
                moved + others.moved,
                adjustedTimes,
                ignoredFields);
    }

    IntakeResult readAs(String name) {
        return new IntakeResult(
                received,
                inserted,
                updated,
                unchanged,
                moved,
                adjustedTimes,
                ignoredFields,
                name,
                leftOut,
                sessions,
                desktops);
    }

    IntakeResult showing(List<SessionRecord> firstSessions, List<DesktopRecord> firstDesktops) {
        return new IntakeResult(
                received,
                inserted,
                updated,
                unchanged,
                moved,
                adjustedTimes,
                ignoredFields,
                mapping,
                leftOut,
                firstSessions,
                firstDesktops);
    }
}
