package dev.deskhours.session.mapping.source;

import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A regular expression with named groups, matched in time that is linear in the text whatever the expression, so that a
 * mapping may come from anybody.
 *
 * @param pattern with groups as {@code (?P<name>...)}
 */
public record LinePattern(Pattern pattern) {
    /** @throws com.google.re2j.PatternSyntaxException if it is no RE2 */
    public static LinePattern of(String expression) {
        return new LinePattern(Pattern.compile(expression));
    }

    public Set<String> groups() {
        return pattern.namedGroups().keySet();
    }

    /** The first place of a line that it matches, or {@code null}. */
    Matcher in(String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher : null;
    }
}
