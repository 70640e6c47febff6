package dev.deskhours.days;

import java.util.Comparator;
import java.util.Objects;

/**
 * The order of the desktops of an answer (docs/spec/api.md, Parameters of the desktop operations), as the database
 * keeps it and as parts of one answer are merged. Texts are compared by their bytes in UTF-8, whatever the locale of
 * the database is.
 */
record DesktopUsageOrder(String sql, Comparator<DesktopUsage> comparator) {
    private static final String BY_ID = "desktop_id collate \"C\"";
    private static final Comparator<DesktopUsage> COMPARING_ID =
            Comparator.comparing(DesktopUsage::resourceId, DesktopUsageOrder::compareCodePoints);
    private static final DesktopUsageOrder BY_NAME = new DesktopUsageOrder(
            "coalesce(desktop_name, '') collate \"C\", " + BY_ID,
            Comparator.<DesktopUsage, String>comparing(
                            desktop -> Objects.requireNonNullElse(desktop.resourceName(), ""),
                            DesktopUsageOrder::compareCodePoints)
                    .thenComparing(COMPARING_ID));

    static DesktopUsageOrder of(DesktopFilter filter) {
        if (filter.sortField() == null) {
            return BY_NAME;
        }
        return switch (filter.sortField()) {
            case DESKTOP_USAGE ->
                byFigure("usage_seconds", Comparator.comparingLong(DesktopUsage::usageSeconds), filter.descending());
            case DESKTOP_IDLE_DURATION ->
                byFigure("idle_seconds", Comparator.comparingLong(DesktopUsage::idleSeconds), filter.descending());
        };
    }

    private static DesktopUsageOrder byFigure(String figure, Comparator<DesktopUsage> comparator, boolean descending) {
        return new DesktopUsageOrder(
                figure + (descending ? " desc, " : " asc, ") + BY_ID,
                (descending ? comparator.reversed() : comparator).thenComparing(COMPARING_ID));
    }

    /** As their bytes in UTF-8 compare; {@link String#compareTo} puts some of the last characters before others. */
    static int compareCodePoints(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char left = one.charAt(i);
            char right = other.charAt(i);
            if (left != right) {
                return rank(left) - rank(right);
            }
        }
        return one.length() - other.length();
    }

    /** Half of a code point beyond U+FFFF is greater than any whole one up to there. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MIN_SUPPLEMENTARY_CODE_POINT : unit;
    }
}
