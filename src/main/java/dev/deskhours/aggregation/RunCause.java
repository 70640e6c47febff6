package dev.deskhours.aggregation;

import java.util.Locale;

import jakarta.persistence.AttributeConverter;

import com.fasterxml.jackson.annotation.JsonValue;

/** What made a run necessary (docs/spec/aggregation.md, The nightly run). */
public enum RunCause {
    SCHEDULE,
    MANUAL,
    STALE,
    CATCH_UP;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Keeps the lower-case name. */
    @jakarta.persistence.Converter
    public static class Converter implements AttributeConverter<RunCause, String> {
        @Override
        public String convertToDatabaseColumn(RunCause cause) {
            return cause.toString();
        }

        @Override
        public RunCause convertToEntityAttribute(String text) {
            return RunCause.valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
