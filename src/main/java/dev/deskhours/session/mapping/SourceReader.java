package dev.deskhours.session.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.deskhours.session.mapping.source.LinePattern;
import dev.deskhours.session.mapping.source.Source;
import dev.deskhours.session.mapping.source.Source.Form;

/** Reads the sources of a document. */
final class SourceReader {
    private static final String DELIMITERS = ",;\t|";
    private static final Set<String> PARTS = Set.of(
            "type",
            "delimiter",
            "quote",
            "skipped_lines",
            "path",
            "pattern",
            "recognised_by",
            "optional",
            "other_columns");

    private SourceReader() {}

    /** @param signPath to a second array, of presence signs; {@code null} = there is none */
    static List<Source> read(DocumentNode node, String signPath) {
        if (node.items().isEmpty()) {
            node.fault("is missing; it says how the file is written, like 'type: csv'");
        }
        return node.items().stream().map(item -> source(item, signPath)).toList();
    }

    private static Source source(DocumentNode node, String signPath) {
        node.allow("part of a source", PARTS);
        Form form = node.part("type").constant(Form.class, null);
        if (form == null) {
            node.fault("must say its type");
        }
        if (signPath != null && (form != Form.JSON || !node.has("path"))) {
            node.fault("must be json with a path, as presence has another");
        }
        LinePattern pattern =
                node.part("pattern").read(LinePattern::of, "regular expression (RE2) with groups (?P<name>...)", null);
        if (form == Form.LINES && pattern == null) {
            node.fault("must say the pattern of its lines");
        }
        return new Source(
                form,
                node.part("delimiter").read(SourceReader::delimiter, "delimiter; possible are , ; | and tab", null),
                node.part("quote").read(SourceReader::character, "single character", '"'),
                node.part("skipped_lines").read(SourceReader::count, "number from 0 to 1000", 0),
                node.part("path").text(""),
                signPath,
                pattern,
                node.part("recognised_by").texts(),
                new LinkedHashSet<>(node.part("optional").texts()),
                node.part("other_columns").read(SourceReader::isRefused, "rule: take or refuse", false));
    }

    private static Character delimiter(String text) {
        char delimiter = text.equals("tab") ? '\t' : character(text);
        if (DELIMITERS.indexOf(delimiter) < 0) {
            throw new IllegalArgumentException(text);
        }
        return delimiter;
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 0 || count > 1000) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }

    private static boolean isRefused(String text) {
        if (!Set.of("take", "refuse").contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("refuse");
    }
}
