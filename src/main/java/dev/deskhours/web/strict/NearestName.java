package dev.deskhours.web.strict;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which name somebody may have meant. */
public final class NearestName {
    private NearestName() {}

    /** {@code "; did you mean 'ended_at'?"}, or nothing if no name is near. */
    public static String hint(String given, Collection<String> names) {
        return of(given, names).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** {@code "is no field; did you mean ended_at?"}, or without the question if no name is near. */
    public static String isNo(String what, String given, Collection<String> names) {
        return "is no " + what
                + of(given, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** The name with the fewest changes of a character, if these are at most half of it. */
    public static Optional<String> of(String given, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> 2 * distance(given, name) <= Math.max(given.length(), name.length()));
    }

    /** Levenshtein's, without regard to capitals and to {@code _}, {@code -} and blanks. */
    private static int distance(String one, String other) {
        String from = plain(one);
        String to = plain(other);
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int changed = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        return plain.substring(0, Math.min(plain.length(), 64));
    }
}
