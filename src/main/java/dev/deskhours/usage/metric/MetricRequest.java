package dev.deskhours.usage.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.deskhours.days.GroupKind;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/**
 * What is asked of which desktops.
 *
 * @param groupId of the kind; empty for the whole project
 */
record MetricRequest(List<MetricName> names, GroupKind kind, String groupId) {
    private static final int MAX_ID = 512;
    private static final Map<String, GroupKind> KEYS =
            Map.of("enterprise_project_id", GroupKind.ENTERPRISE_PROJECT, "desktop_pool_id", GroupKind.POOL);

    /** The lengths of slots. */
    enum Slots {
        HOUR,
        DAY
    }

    private record Dimension(GroupKind kind, String groupId) {}

    /** Notes the broken rules with the reader; only if there are none is the request to be used. */
    static MetricRequest read(ParameterReader reader, Map<String, List<String>> query, String namesParameter) {
        List<MetricName> names =
                names(reader.breaches(), namesParameter, query.getOrDefault(namesParameter, List.of()));
        Dimension dimension = dimension(reader.breaches(), query).orElse(new Dimension(GroupKind.PROJECT, ""));
        return new MetricRequest(names, dimension.kind(), dimension.groupId());
    }

    /** The length of the slots; nothing is kept by the minute. */
    static Slots slots(ParameterReader reader, List<MetricName> names) {
        Slots slots = reader.choice("period", List.of(), Slots.class).orElse(Slots.DAY);
        String withoutHours = names.stream()
                .filter(name -> !name.hasHours())
                .map(MetricName::toString)
                .collect(Collectors.joining(", "));
        if (slots == Slots.HOUR && !withoutHours.isEmpty()) {
            reader.breaches().add("period", "HOUR is not there for " + withoutHours + ", DAY is");
        }
        return slots;
    }

    private static List<MetricName> names(Breaches breaches, String parameter, List<String> sent) {
        List<MetricName> names = new ArrayList<>();
        for (String value : sent) {
            for (String text : value.split(",", -1)) {
                find(text.strip()).ifPresentOrElse(names::add, () -> breaches.add(parameter, unknown(text)));
            }
        }
        if (sent.isEmpty()) {
            breaches.add(parameter, "is required, one or more of " + all());
        }
        return names;
    }

    private static Optional<MetricName> find(String text) {
        return Arrays.stream(MetricName.values())
                .filter(name -> name.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static String unknown(String text) {
        return Breaches.shown(text) + " is not one of " + all();
    }

    private static String all() {
        return Arrays.stream(MetricName.values()).map(MetricName::toString).collect(Collectors.joining(", "));
    }

    /** Of {@code dim}, {@code dim.0}, {@code dim.1} and so on, of which there may be one. */
    private static Optional<Dimension> dimension(Breaches breaches, Map<String, List<String>> query) {
        List<String> sent = query.entrySet().stream()
                .filter(entry -> entry.getKey().equals("dim") || entry.getKey().startsWith("dim."))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        if (sent.size() > 1) {
            breaches.add("dim", "is given " + sent.size() + " times, figures are kept for one at a time");
            return Optional.empty();
        }
        return sent.stream().findFirst().flatMap(text -> dimension(breaches, text));
    }

    private static Optional<Dimension> dimension(Breaches breaches, String text) {
        String[] parts = text.split(",", 2);
        GroupKind kind = KEYS.get(parts[0].strip());
        if (kind == null || parts.length < 2 || parts[1].isBlank() || parts[1].length() > MAX_ID) {
            breaches.add("dim", Breaches.shown(text) + " is not enterprise_project_id,ID or desktop_pool_id,ID");
            return Optional.empty();
        }
        return Optional.of(new Dimension(kind, parts[1].strip()));
    }
}
