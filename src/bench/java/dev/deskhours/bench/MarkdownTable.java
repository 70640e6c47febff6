package dev.deskhours.bench;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The outcome as people read it. */
final class MarkdownTable {
    private static final String HEAD = """
            | work | unit | measured: median (least..most) | reference: median (least..most) | ratio | target | |
            |---|---|---|---|---|---|---|
            """;

    private final Outcome outcome;

    MarkdownTable(Outcome outcome) {
        this.outcome = outcome;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%s: %,d desktops in %d projects and a small one, %d days, %d runs.%n%n"
                .formatted(
                        outcome.size(), outcome.size().desktops(), outcome.projects(), outcome.days(), outcome.runs()));
        text.append(HEAD);
        outcome.measurements().forEach(measured -> text.append(line(measured)));
        outcome.notMeasured()
                .forEach((row, reason) ->
                        text.append("| %s | | not measured: %s | | | | open |%n".formatted(row, reason)));
        text.append("\n").append(notes()).append(references()).append(surroundings());
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static String line(Measurement measured) {
        return "| `%s` %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        measured.name(),
                        measured.work(),
                        measured.unit(),
                        spread(Spread.of(measured.ours())),
                        measured.hasReference() ? spread(Spread.of(measured.reference())) : "-",
                        measured.hasReference() ? "%.2f".formatted(measured.ratio()) : "-",
                        measured.target().text(),
                        measured.verdict());
    }

    private String notes() {
        return outcome.measurements().stream()
                .filter(measured -> !measured.notes().isEmpty())
                .map(measured -> "- `" + measured.name() + "`: " + listed(measured.notes()) + "\n")
                .collect(Collectors.joining());
    }

    private String references() {
        return outcome.measurements().stream()
                .filter(Measurement::hasReference)
                .collect(Collectors.groupingBy(
                        Measurement::referenceWork,
                        TreeMap::new,
                        Collectors.mapping(measured -> "`" + measured.name() + "`", Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(entry -> "- reference of " + entry.getValue() + ": " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private String surroundings() {
        return "- machine: " + listed(outcome.machine()) + "\n- server: " + String.join(", ", outcome.server()) + "\n";
    }

    private static String listed(Map<String, String> named) {
        return named.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String spread(Spread spread) {
        return "%s (%s..%s)".formatted(number(spread.median()), number(spread.least()), number(spread.most()));
    }

    /** Three digits that count. */
    private static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
