package dev.deskhours.session.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.re2j.Pattern;

import dev.deskhours.session.mapping.Expression.Column;
import dev.deskhours.session.mapping.Expression.Constant;
import dev.deskhours.session.mapping.Expression.FirstOf;
import dev.deskhours.session.mapping.Expression.Joined;
import dev.deskhours.session.mapping.Expression.Table;

/** Reads expressions and conditions of a document. */
final class ExpressionReader {
    private static final char QUOTE = '\'';
    private static final String JOIN = " + ";

    /** A text is columns and quoted constants joined by {@code +}, a list the first that is there. */
    Expression read(DocumentNode node) {
        if (node.isList()) {
            return new FirstOf(node.items().stream().map(this::read).toList());
        }
        if (node.isText()) {
            return joined(node);
        }
        node.allow("expression", Set.of("column", "constant", "table", "otherwise"));
        if (node.has("column")) {
            return new Column(node.part("column").text(""));
        }
        if (node.has("table")) {
            return table(node);
        }
        return new Constant(node.part("constant").text(""));
    }

    /** Every column named, with what it must be. */
    List<Condition> conditions(DocumentNode node) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, DocumentNode> entry : node.entries().entrySet()) {
            conditions.add(condition(entry.getKey(), entry.getValue()));
        }
        return conditions;
    }

    private Condition condition(String column, DocumentNode node) {
        if (node.isText() || node.isList()) {
            return new Condition(column, new LinkedHashSet<>(node.texts()), null, null, null);
        }
        node.allow("condition", Set.of("equals", "one_of", "matches", "differs", "given"));
        List<String> values = new ArrayList<>(node.part("equals").texts());
        values.addAll(node.part("one_of").texts());
        return new Condition(
                column,
                values.isEmpty() ? null : new LinkedHashSet<>(values),
                node.part("matches").read(Pattern::compile, "regular expression (RE2)", null),
                node.part("differs").read(Pattern::compile, "regular expression (RE2)", null),
                node.part("given").read(ExpressionReader::isTrue, "true or false", null));
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private Expression table(DocumentNode node) {
        List<Table.Line> lines = new ArrayList<>();
        for (DocumentNode line : node.part("table").items()) {
            line.allow("part of a line", Set.of("when", "gives"));
            lines.add(new Table.Line(conditions(line.part("when")), read(line.part("gives"))));
        }
        Expression otherwise = node.has("otherwise") ? read(node.part("otherwise")) : new Constant(null);
        return new Table(lines, otherwise);
    }

    private static Expression joined(DocumentNode node) {
        String text = node.text("").strip();
        if (text.isEmpty()) {
            node.fault("must name a column, or a constant as 'text' in quotes");
        }
        List<Expression> parts = new ArrayList<>();
        for (String part : split(text)) {
            boolean quoted = part.length() >= 2 && part.charAt(0) == QUOTE && part.charAt(part.length() - 1) == QUOTE;
            parts.add(quoted ? new Constant(part.substring(1, part.length() - 1)) : new Column(part));
        }
        return parts.size() == 1 ? parts.get(0) : new Joined(parts);
    }

    /** At each {@code +} with blanks around it that is not inside quotes. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == QUOTE;
            if (!quoted && text.startsWith(JOIN, i)) {
                parts.add(text.substring(start, i).strip());
                start = i + JOIN.length();
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
