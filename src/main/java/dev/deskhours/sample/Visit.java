package dev.deskhours.sample;

/** Someone at a desktop, in seconds since the day's midnight; {@code to} may lie in the next day. */
record Visit(String userName, int from, int to, String failureReason) {

    static Visit of(String userName, int from, int to) {
        return new Visit(userName, from, to, null);
    }

    static Visit failed(String userName, int at, String reason) {
        return new Visit(userName, at, at, reason);
    }
}
