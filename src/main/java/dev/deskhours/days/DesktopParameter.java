package dev.deskhours.days;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.SortType;

/**
 * The parameters that say which desktops are wanted and in which order, beside the period: each is described here alone,
 * for queries, JSON bodies, stored requests, the command line and the OpenAPI document. Their order is that in which
 * broken rules are told (docs/spec/api.md, Parameters of the desktop operations).
 */
public enum DesktopParameter {
    RESOURCE_NAME(
            new Text(255),
            "Part of the desktop's name, in any case; `%` and `_` mean themselves. Blank = absent.",
            "finance",
            "TEXT",
            "only names that contain this",
            "position(lower(:resource_name::text) in lower(desktop_name)) > 0"),
    RESOURCE_ID(
            new Text(512),
            "The id of one desktop.",
            "desktop-0001",
            "ID",
            "only this desktop",
            "desktop_id = :resource_id"),
    RESOURCE_POOL_ID(
            new Text(512),
            "The id of the pool of the desktops.",
            "pool-1",
            "ID",
            "only desktops of this pool",
            "pool_id = :resource_pool_id"),
    MIN_IDLE_DAYS(
            new Whole(180),
            "Idle for at least so many whole days.",
            "7",
            "N",
            "0..180",
            "idle_seconds / 86400 >= :min_idle_days::bigint"),
    MAX_IDLE_DAYS(
            new Whole(180),
            "Idle for at most so many whole days. Below `min_idle_days` nothing matches.",
            "30",
            "N",
            "0..180",
            "idle_seconds / 86400 <= :max_idle_days::bigint"),
    USAGE_MIN_HOURS(
            new Whole(ParameterReader.MAX),
            "Used for at least so many hours, compared in seconds.",
            "1",
            "N",
            "at least so many hours of use",
            "usage_seconds >= :usage_min_hours::bigint * 3600"),
    USAGE_MAX_HOURS(
            new Whole(ParameterReader.MAX),
            "Used for at most so many hours, compared in seconds; not below `usage_min_hours`.",
            "200",
            "N",
            "at most so many hours of use",
            "usage_seconds <= :usage_max_hours::bigint * 3600"),
    ACTIVE_DAYS_MIN(
            new Whole(180),
            "Used on at least so many of the covered days.",
            "1",
            "N",
            "used on at least so many days",
            "active_days >= :active_days_min::bigint"),
    ACTIVE_DAYS_MAX(
            new Whole(180),
            "Used on at most so many of the covered days. Below `active_days_min` nothing matches.",
            "20",
            "N",
            "used on at most so many days",
            "active_days <= :active_days_max::bigint"),
    ENTERPRISE_PROJECT_ID(
            new Text(64, "all_granted_eps"),
            "The enterprise project of the desktop; `all_granted_eps` = any.",
            "all_granted_eps",
            "ID",
            "only this enterprise project",
            "enterprise_project_id = :enterprise_project_id"),
    SORT_FIELD(
            new Choice<>(SortField.class),
            "The figure to order by, ties by `resource_id`; absent = by `resource_name`, `resource_id`.",
            "desktop_usage",
            "F",
            "desktop_usage or desktop_idle_duration",
            null),
    SORT_TYPE(
            new Choice<>(SortType.class),
            "The direction, in any case; absent = ASC. Only together with `sort_field`.",
            "DESC",
            "ASC|DESC",
            "only together with --sort-field",
            null);

    private static final List<String> AS_SENT = List.of();

    private final Rule rule;
    private final String description;
    private final String example;
    private final String optionLabel;
    private final String optionDescription;
    private final String condition;

    DesktopParameter(
            Rule rule,
            String description,
            String example,
            String optionLabel,
            String optionDescription,
            String condition) {
        this.rule = rule;
        this.description = description;
        this.example = example;
        this.optionLabel = optionLabel;
        this.optionDescription = optionDescription;
        this.condition = condition;
    }

    /** The figures by which desktops can be ordered. */
    public enum SortField {
        DESKTOP_USAGE,
        DESKTOP_IDLE_DURATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As it is written in queries and bodies. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is written on the command line. */
    public String option() {
        return "--" + text().replace('_', '-');
    }

    public String optionLabel() {
        return optionLabel;
    }

    public String optionDescription() {
        return optionDescription;
    }

    /** The value of a text that {@link Object#toString()} has made of one. */
    public Object parse(String text) {
        return rule.parse(text);
    }

    Rule rule() {
        return rule;
    }

    String description() {
        return description;
    }

    Object example() {
        return rule.parse(example);
    }

    /** In SQL, over the columns of {@link DesktopUsageStatement}; nothing if it only orders. */
    Optional<String> condition() {
        return Optional.ofNullable(condition);
    }

    /** Which values a parameter may have. */
    sealed interface Rule {
        /** Notes the rule if it is broken; nothing also if the value does not restrict. */
        Optional<?> read(ParameterReader reader, String name);

        Object parse(String text);
    }

    /**
     * 1..max characters.
     *
     * @param unrestricted a text that means any; {@code null} = none does
     */
    record Text(int max, String unrestricted) implements Rule {
        Text(int max) {
            this(max, null);
        }

        @Override
        public Optional<String> read(ParameterReader reader, String name) {
            return reader.text(name, AS_SENT, max).filter(text -> !text.equals(unrestricted));
        }

        @Override
        public String parse(String text) {
            return text;
        }
    }

    /** 0..max. */
    record Whole(int max) implements Rule {
        @Override
        public Optional<Integer> read(ParameterReader reader, String name) {
            OptionalInt number = reader.integer(name, AS_SENT, 0, max);
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        }

        @Override
        public Integer parse(String text) {
            return Integer.valueOf(text);
        }
    }

    /** A constant of an enum, in any case. */
    record Choice<E extends Enum<E>>(Class<E> type) implements Rule {
        @Override
        public Optional<E> read(ParameterReader reader, String name) {
            return reader.choice(name, AS_SENT, type);
        }

        @Override
        public E parse(String text) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + ": " + text));
        }
    }
}
