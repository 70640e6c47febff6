package dev.deskhours.auth.caller;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * How a grant names actions (docs/spec/api.md, Permissions): {@code *}, a name, or a prefix such as {@code
 * workspace:statistics:*}.
 */
public final class ActionPattern {
    static final String ANY = "*";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z]{1,64}(:[A-Za-z]{1,64}){0,4}:\\*");

    private ActionPattern() {}

    /** Whether it can be granted: a name that no action has is none. */
    public static boolean isValid(String text) {
        return text.equals(ANY) || PREFIX.matcher(text).matches() || isName(text);
    }

    static boolean covers(String pattern, Action action) {
        String name = action.toString();
        return pattern.equals(ANY) || pattern.equals(name) || isPrefix(pattern) && name.startsWith(beforeStar(pattern));
    }

    private static boolean isName(String text) {
        return Arrays.stream(Action.values())
                .anyMatch(action -> action.toString().equals(text));
    }

    private static boolean isPrefix(String pattern) {
        return pattern.endsWith(":*");
    }

    private static String beforeStar(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }
}
