package dev.deskhours.session.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.deskhours.web.strict.NearestName;

/**
 * One record as texts by field name, whatever the format it came in, with the rules it breaks. It is filled anew for each
 * record of a body, so that a million records make no million maps.
 */
public final class RecordFields {
    public static final int UNKNOWN = -1;

    private final List<String> names;
    private final List<String> required;
    private final int flag;
    private final Map<String, Integer> positions = new HashMap<>();
    private final String[] values;
    private final boolean[] given;
    private final boolean[] refused;
    private final List<String> broken = new ArrayList<>();
    private final IgnoredFields ignored;
    private boolean unreadable;
    private String place = "";

    /**
     * @param names all fields that there are
     * @param required those of them that every record has
     */
    public RecordFields(List<String> names, List<String> required) {
        this(names, required, null);
    }

    /** @param ignored where the names of other fields go; {@code null} = they are refused */
    public RecordFields(List<String> names, List<String> required, IgnoredFields ignored) {
        this.ignored = ignored;
        this.names = names;
        this.required = required;
        this.flag = names.indexOf(SessionRules.RECONNECT);
        this.values = new String[names.size()];
        this.given = new boolean[names.size()];
        this.refused = new boolean[names.size()];
        names.forEach(name -> positions.put(name, positions.size()));
    }

    /** The text of a field; {@code null} if it is absent, empty or refused. */
    public String text(String name) {
        int position = positions.get(name);
        return refused[position] ? null : values[position];
    }

    /** Notes that the record breaks a rule with this field. */
    public void refuse(String name, String flaw) {
        refuse(positions.get(name).intValue(), flaw);
    }

    /** Whether a rule was broken with this field. */
    public boolean isRefused(String name) {
        return refused[positions.get(name)];
    }

    public List<String> required() {
        return required;
    }

    /** The required ones of a table that has none of these columns. */
    public List<String> missing(Set<String> columns) {
        return names.stream()
                .filter(name -> !columns.contains(name))
                .filter(name -> required.contains(name) || isDesktopOfAll(name, columns))
                .toList();
    }

    /** Only a failed login may have reached none. */
    private static boolean isDesktopOfAll(String name, Set<String> columns) {
        return name.equals(SessionRules.DESKTOP_ID) && !columns.contains(SessionRules.FAILURE_REASON);
    }

    /** Where {@link #give} wants the value of a field, or {@link #UNKNOWN}. */
    public int position(String name) {
        return positions.getOrDefault(name, UNKNOWN);
    }

    /** A record has a field that there is not: it is left out, or the record is refused. */
    public void giveUnknown(String name) {
        if (ignoresUnknown(name)) {
            return;
        }
        String flaw = unknown(name);
        if (!broken.contains(flaw)) {
            broken.add(flaw);
        }
    }

    /** Whether a field that there is not is left out; it is noted then. */
    public boolean ignoresUnknown(String name) {
        if (ignored != null) {
            ignored.add(name);
        }
        return ignored != null;
    }

    /** What is wrong with a field that there is not: {@code end_at is no field; did you mean ended_at?}. */
    public String unknown(String name) {
        return CallerText.plain(name) + " " + NearestName.isNo("field", name, names);
    }

    /** Where the record stands in its body, as {@code line 3}. */
    public void standsAt(String place) {
        this.place = place;
    }

    public String place() {
        return place;
    }

    /** Whether a field says yes or no, for which formats may have a type of their own. */
    public boolean isFlag(int position) {
        return position == flag;
    }

    /** Sets a field; {@code null} and the empty text are absent. A field given twice is a broken rule. */
    public void give(int position, String value) {
        if (given[position]) {
            refuse(position, "is given twice");
        }
        given[position] = true;
        values[position] = value == null || value.isEmpty() ? null : value;
    }

    public void refuse(int position, String flaw) {
        if (!refused[position]) {
            refused[position] = true;
            broken.add(names.get(position) + " " + flaw);
        }
    }

    /** Notes that the record cannot be read at all; the first reason stands for all others. */
    public void refuseRecord(String reason) {
        if (!unreadable) {
            unreadable = true;
            broken.clear();
            broken.add(reason);
        }
    }

    public boolean isUnreadable() {
        return unreadable;
    }

    public boolean isBroken() {
        return !broken.isEmpty();
    }

    /** All broken rules in the order they were found. */
    public String brokenRules() {
        return String.join(", ", broken);
    }

    public void clear() {
        Arrays.fill(values, null);
        Arrays.fill(given, false);
        Arrays.fill(refused, false);
        broken.clear();
        unreadable = false;
    }
}
