package dev.deskhours.session.mapping;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.google.re2j.Pattern;

/**
 * What a column of a row must be like. Each test that is there must hold.
 *
 * @param oneOf values, one of which it has; {@code null} = any
 * @param matches the whole value; {@code null} = anything
 * @param differs from this expression, also by being absent; {@code null} = from nothing
 * @param given whether it has a value; {@code null} = it does not matter
 */
record Condition(String column, Set<String> oneOf, Pattern matches, Pattern differs, Boolean given) {
    static boolean all(List<Condition> conditions, UnaryOperator<String> row) {
        for (Condition condition : conditions) {
            if (!condition.holds(row.apply(condition.column))) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(String value) {
        return (oneOf == null || value != null && oneOf.contains(value))
                && (matches == null || value != null && matches.matches(value))
                && (differs == null || value == null || !differs.matches(value))
                && (given == null || given == (value != null));
    }
}
