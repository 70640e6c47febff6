package dev.deskhours.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.vertx.mutiny.sqlclient.Tuple;

/** A statement with {@code $1}, {@code $2} ... and the values of these, made of one that calls its values by name. */
public record BoundStatement(String sql, Tuple values) {
    // Not a cast, which has two colons.
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z]\\w*)");

    /**
     * @param template with values as {@code :name}, the same one wherever the name stands
     * @param values by name; they may be null and more than are used
     * @throws IllegalArgumentException if a value is missing
     */
    public static BoundStatement of(String template, Map<String, ?> values) {
        Map<String, Integer> places = new LinkedHashMap<>();
        String sql = NAME.matcher(template)
                .replaceAll(name -> "\\$" + places.computeIfAbsent(name.group(1), first -> places.size() + 1));
        Tuple bound = Tuple.tuple();
        for (String name : places.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("no value for :" + name);
            }
            bound.addValue(values.get(name));
        }
        return new BoundStatement(sql, bound);
    }
}
