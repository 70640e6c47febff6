package dev.deskhours.export.render;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.deskhours.web.ParameterReader;

/**
 * The parameters that say in what form an export is written: each is described here alone, for queries, JSON bodies, stored
 * requests, the command line and the OpenAPI document.
 */
public enum FormParameter {
    FORMAT(ExportFormat.class, "The format of the file.", "csv, jsonl or xlsx", EnumSet.allOf(ExportFormat.class)),
    GZIP(
            Switch.class,
            "Whether the file is compressed; its name then ends in `.gz`. For `csv` and `jsonl`.",
            "compress a csv or jsonl",
            EnumSet.of(ExportFormat.CSV, ExportFormat.JSONL)),
    EXCEL(
            Switch.class,
            "What a spreadsheet of Europe wants of a `csv`: `semicolon`, a byte order mark and decimal commas, as far as not"
                    + " said otherwise.",
            "a csv for a spreadsheet of Europe",
            EnumSet.of(ExportFormat.CSV)),
    DELIMITER(
            Delimiter.class,
            "What separates the fields of a `csv`.",
            "comma, semicolon, tab or pipe",
            EnumSet.of(ExportFormat.CSV)),
    BYTE_ORDER_MARK(
            Switch.class,
            "Whether a `csv` begins with a byte order mark, by which some spreadsheets know UTF-8.",
            "begin a csv with a byte order mark",
            EnumSet.of(ExportFormat.CSV)),
    DECIMAL_COMMA(
            Switch.class,
            "Whether hours in a `csv` have a decimal comma.",
            "write hours of a csv as 1,25",
            EnumSet.of(ExportFormat.CSV));

    private static final List<String> AS_SENT = List.of();

    private final Class<? extends Enum<?>> type;
    private final String description;
    private final String optionDescription;
    private final Set<ExportFormat> formats;

    FormParameter(
            Class<? extends Enum<?>> type, String description, String optionDescription, Set<ExportFormat> formats) {
        this.type = type;
        this.description = description;
        this.optionDescription = optionDescription;
        this.formats = formats;
    }

    /** On or off. */
    public enum Switch {
        TRUE,
        FALSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can separate the fields of a CSV. */
    public enum Delimiter {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t'),
        PIPE('|');

        private final char character;

        Delimiter(char character) {
            this.character = character;
        }

        char character() {
            return character;
        }

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

    public String optionDescription() {
        return optionDescription;
    }

    /** Whether it is on or off, and no more. */
    public boolean isSwitch() {
        return type == Switch.class;
    }

    /** Whether a parameter of this name is on or off. */
    public static boolean isSwitch(String name) {
        return Arrays.stream(values())
                .anyMatch(parameter -> parameter.isSwitch() && parameter.text().equals(name));
    }

    String description() {
        return description;
    }

    Class<? extends Enum<?>> type() {
        return type;
    }

    boolean isOptionOf(ExportFormat format) {
        return formats.contains(format);
    }

    /** Notes the rule if it is broken. */
    Optional<? extends Enum<?>> read(ParameterReader reader) {
        return switch (this) {
            case FORMAT -> reader.choice(text(), AS_SENT, ExportFormat.class);
            case DELIMITER -> reader.choice(text(), AS_SENT, Delimiter.class);
            case GZIP, EXCEL, BYTE_ORDER_MARK, DECIMAL_COMMA -> reader.choice(text(), AS_SENT, Switch.class);
        };
    }
}
