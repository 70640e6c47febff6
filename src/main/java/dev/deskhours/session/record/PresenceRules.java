package dev.deskhours.session.record;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.deskhours.session.record.PresenceRecord.Sign;

/** The rules of a presence sign (docs/spec/api.md, Presence signs in). Lengths are in Unicode characters. */
public final class PresenceRules implements RecordRules<PresenceRecord> {
    private static final List<String> REQUIRED = List.of("desktop_id", "at", "sign");
    private static final List<String> FIELDS = List.of("desktop_id", "at", "sign", "session_id");
    private static final String SIGNS =
            Arrays.stream(Sign.values()).map(PresenceRules::text).collect(Collectors.joining(", "));

    private final FieldRules rules;
    private final Instant oldestKept;

    /**
     * @param now times of more than five minutes later are refused
     * @param oldestKept the begin of the raw retention: signs of before are refused
     */
    public PresenceRules(Instant now, Instant oldestKept) {
        this(now, oldestKept, new LocalTimes(null, Wording.COMMAND));
    }

    /** @param localTimes reads the times that have no zone */
    public PresenceRules(Instant now, Instant oldestKept, LocalTimes localTimes) {
        this.rules = new FieldRules(now, localTimes);
        this.oldestKept = oldestKept;
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
    public PresenceRecord read(RecordFields fields) {
        PresenceRecord presence = new PresenceRecord(
                rules.requiredText(fields, "desktop_id", FieldRules.MAX_ID),
                rules.requiredTime(fields, "at"),
                sign(fields),
                rules.text(fields, "session_id", FieldRules.MAX_ID));
        rules.refuseBefore(fields, "at", presence.at(), oldestKept + ", the oldest kept", oldestKept);
        return presence;
    }

    /** As records write it. */
    public static String text(Sign sign) {
        return sign.name().toLowerCase(Locale.ROOT);
    }

    private Sign sign(RecordFields fields) {
        String value = rules.requiredText(fields, "sign", FieldRules.MAX_ID);
        Optional<Sign> sign = Arrays.stream(Sign.values())
                .filter(known -> text(known).equals(value))
                .findFirst();
        if (value != null && sign.isEmpty()) {
            fields.refuse("sign", CallerText.shown(value) + " is not one of " + SIGNS);
        }
        return sign.orElse(null);
    }
}
