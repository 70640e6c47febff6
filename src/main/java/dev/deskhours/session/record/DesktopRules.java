package dev.deskhours.session.record;

import java.time.Instant;
import java.util.List;

/** The rules of an announced desktop (docs/spec/api.md, Sessions in). Lengths are in Unicode characters. */
public final class DesktopRules implements RecordRules<DesktopRecord> {
    private static final List<String> REQUIRED = List.of("desktop_id");
    private static final List<String> FIELDS = List.of(
            "desktop_id",
            "desktop_name",
            "desktop_pool_id",
            "desktop_pool_name",
            "enterprise_project_id",
            "machine_sid",
            "created_at",
            "deleted_at",
            "last_used_at");

    private final FieldRules rules;

    /** @param now times of more than five minutes later are refused */
    public DesktopRules(Instant now) {
        this(now, new LocalTimes(null, Wording.COMMAND));
    }

    /** @param localTimes reads the times that have no zone */
    public DesktopRules(Instant now, LocalTimes localTimes) {
        this.rules = new FieldRules(now, localTimes);
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
    public DesktopRecord read(RecordFields fields) {
        DesktopRecord desktop = new DesktopRecord(
                rules.requiredText(fields, "desktop_id", FieldRules.MAX_ID),
                rules.text(fields, "desktop_name", 255),
                rules.text(fields, "desktop_pool_id", 128),
                rules.text(fields, "desktop_pool_name", 255),
                rules.text(fields, "enterprise_project_id", 64),
                rules.text(fields, "machine_sid", 128),
                rules.startTime(fields, "created_at"),
                rules.endTime(fields, "deleted_at"),
                rules.endTime(fields, "last_used_at"));
        rules.refuseBefore(fields, "deleted_at", desktop.deletedAt(), "created_at", desktop.createdAt());
        return desktop;
    }
}
