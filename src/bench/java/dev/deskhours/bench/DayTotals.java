package dev.deskhours.bench;

/** What is to come out of a day. */
record DayTotals(long desktopsUsed, long usageSeconds, long logins) {
    static final DayTotals NONE = new DayTotals(0, 0, 0);

    DayTotals plus(DayTotals other) {
        return new DayTotals(
                desktopsUsed + other.desktopsUsed, usageSeconds + other.usageSeconds, logins + other.logins);
    }
}
