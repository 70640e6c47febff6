package dev.deskhours.notify.rule;

/**
 * A rule that speaks up for idle desktops (docs/spec/delivery.md, Idleness).
 *
 * @param threshold days without use from which on a desktop matches
 * @param repeatDays after how many days it is told again
 * @param notifyObject name or URL of the webhook that is told; {@code null} = each that wants it
 */
record NotifyRule(String ruleId, int threshold, int repeatDays, boolean enabled, String notifyObject) {
    static final String METRIC = "desktop_idle_duration";
    static final String OPERATOR = ">=";

    /** Whether it says the same, under whatever id. */
    boolean isLike(NotifyRule other) {
        return equals(
                new NotifyRule(ruleId, other.threshold(), other.repeatDays(), other.enabled(), other.notifyObject()));
    }
}
