package dev.deskhours.session.record;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of one import that there are not, where these are left out. */
public final class IgnoredFields {
    private static final int MAX = 100;

    private final Set<String> names = new LinkedHashSet<>();

    /** The hundred that came first are kept; a body may have any number. */
    void add(String name) {
        if (names.size() < MAX) {
            names.add(CallerText.plain(name));
        }
    }

    /** In the order in which they came, each once and short. */
    public List<String> names() {
        return new ArrayList<>(names);
    }
}
