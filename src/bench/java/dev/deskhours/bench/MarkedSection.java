package dev.deskhours.bench;

/** The part of a text that lies between two comments, which stay. */
record MarkedSection(String begin, String end) {
    static MarkedSection of(String name) {
        return new MarkedSection("<!-- " + name + " -->", "<!-- end of " + name + " -->");
    }

    /** @throws IllegalArgumentException if the text does not have both comments in their order */
    String replacedIn(String text, String section) {
        int from = text.indexOf(begin);
        int to = text.indexOf(end, from + 1);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("there is no " + begin + " with " + end + " after it");
        }
        return text.substring(0, from + begin.length()) + "\n" + section.strip() + "\n" + text.substring(to);
    }
}
