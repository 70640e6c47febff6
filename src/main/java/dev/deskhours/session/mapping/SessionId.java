package dev.deskhours.session.mapping;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** Ids of sessions whose source has none: the same session has the same id in every file. */
final class SessionId {
    private SessionId() {}

    /** Its parts with {@code /} between them, without those that are absent or empty. */
    static String of(String... parts) {
        return Arrays.stream(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
