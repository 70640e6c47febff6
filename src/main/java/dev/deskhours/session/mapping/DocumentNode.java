package dev.deskhours.session.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.deskhours.web.strict.NearestName;

/** A part of a document, read strictly: what is wrong is noted with its place, and reading goes on. */
final class DocumentNode {
    private final Object value;
    private final String place;
    private final List<String> faults;

    DocumentNode(Object value, String place, List<String> faults) {
        this.value = value;
        this.place = place;
        this.faults = faults;
    }

    void fault(String fault) {
        faults.add((place.isEmpty() ? "the document" : place) + " " + fault);
    }

    boolean isText() {
        return !(value instanceof Map || value instanceof List);
    }

    boolean isList() {
        return value instanceof List;
    }

    /** Notes each name that is none of these. */
    void allow(String what, Set<String> names) {
        for (String name : entries().keySet()) {
            if (!names.contains(name)) {
                fault("has '" + name + "', which is no " + what + NearestName.hint(name, names));
            }
        }
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    /** A part of it; an empty one if it is not there. */
    DocumentNode part(String name) {
        Object part = value instanceof Map<?, ?> map ? map.get(name) : null;
        return new DocumentNode(part, place.isEmpty() ? name : place + "." + name, faults);
    }

    Map<String, DocumentNode> entries() {
        Map<String, DocumentNode> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> entries.put(name.toString(), part(name.toString())));
        } else if (value != null) {
            fault("must have names");
        }
        return entries;
    }

    /** The elements of a list; a single value is a list of one, nothing is an empty one. */
    List<DocumentNode> items() {
        if (!(value instanceof List<?> list)) {
            return value == null ? List.of() : List.of(this);
        }
        List<DocumentNode> items = new ArrayList<>();
        for (Object item : list) {
            items.add(new DocumentNode(item, place + "[" + (items.size() + 1) + "]", faults));
        }
        return items;
    }

    List<String> texts() {
        return items().stream().map(item -> item.text("")).toList();
    }

    String text(String absent) {
        if (value == null) {
            return absent;
        }
        if (!isText()) {
            fault("must be a text");
            return absent;
        }
        return value.toString();
    }

    /** A text as something else; a fault if {@code read} throws. */
    <T> T read(Function<String, T> read, String form, T absent) {
        String text = text(null);
        if (text == null) {
            return absent;
        }
        try {
            return read.apply(text);
        } catch (RuntimeException wrong) {
            fault("'" + text + "' is no " + form);
            return absent;
        }
    }

    /** The constant of an enum, in small letters and with {@code -} or {@code _} between words. */
    <T extends Enum<T>> T constant(Class<T> type, T absent) {
        String text = text(null);
        if (text == null) {
            return absent;
        }
        List<String> names = new ArrayList<>();
        for (T constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text.replace('-', '_'))) {
                return constant;
            }
            names.add(name.replace('_', '-'));
        }
        fault("is '" + text + "'; possible are " + String.join(", ", names));
        return absent;
    }
}
