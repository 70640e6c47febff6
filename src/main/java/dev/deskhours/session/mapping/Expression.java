package dev.deskhours.session.mapping;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** How a value is made out of a row. */
sealed interface Expression {
    /**
     * The value, or {@code null} if the row has none.
     *
     * @param row gives the text of a column, {@code null} if it is absent
     */
    String value(UnaryOperator<String> row);

    /** Adds the columns it needs. */
    void addColumns(Set<String> columns);

    /** A column, a path or a group. */
    record Column(String name) implements Expression {
        @Override
        public String value(UnaryOperator<String> row) {
            return row.apply(name);
        }

        @Override
        public void addColumns(Set<String> columns) {
            columns.add(name);
        }
    }

    /** The same for each row. */
    record Constant(String text) implements Expression {
        @Override
        public String value(UnaryOperator<String> row) {
            return text;
        }

        @Override
        public void addColumns(Set<String> columns) {
            // It needs none.
        }
    }

    /** The first of several that the row has. */
    record FirstOf(List<Expression> choices) implements Expression {
        @Override
        public String value(UnaryOperator<String> row) {
            return choices.stream()
                    .map(choice -> choice.value(row))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void addColumns(Set<String> columns) {
            choices.forEach(choice -> choice.addColumns(columns));
        }
    }

    /** One behind the other; absent if one of them is, so that no two things get one name. */
    record Joined(List<Expression> parts) implements Expression {
        @Override
        public String value(UnaryOperator<String> row) {
            StringBuilder joined = new StringBuilder();
            for (Expression part : parts) {
                String value = part.value(row);
                if (value == null) {
                    return null;
                }
                joined.append(value);
            }
            return joined.toString();
        }

        @Override
        public void addColumns(Set<String> columns) {
            parts.forEach(part -> part.addColumns(columns));
        }
    }

    /** The value of the first line whose conditions hold. */
    record Table(List<Line> lines, Expression otherwise) implements Expression {
        /** A line of a table. */
        record Line(List<Condition> when, Expression gives) {}

        @Override
        public String value(UnaryOperator<String> row) {
            return lines.stream()
                    .filter(line -> Condition.all(line.when, row))
                    .findFirst()
                    .map(Line::gives)
                    .orElse(otherwise)
                    .value(row);
        }

        @Override
        public void addColumns(Set<String> columns) {
            lines.forEach(line -> {
                line.when.forEach(condition -> columns.add(condition.column()));
                line.gives.addColumns(columns);
            });
            otherwise.addColumns(columns);
        }
    }
}
