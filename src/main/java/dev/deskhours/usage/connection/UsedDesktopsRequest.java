package dev.deskhours.usage.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** Of which desktops the use is wanted, as it is sent (docs/spec/api.md, Used desktops). */
@RegisterForReflection
@Schema(name = "UsedDesktopsRequest", description = "Of which desktops the use is wanted. All fields are optional.")
record UsedDesktopsRequest(
        @JsonProperty("desktop_ids")
        @Schema(description = "Only these, up to 2,000.", examples = "[\"desktop-0001\"]", maxItems = 2000)
        List<String> desktopIds,

        @JsonProperty("start_time")
        @Schema(
                description = "A time, also without seconds, or a date; absent = 15 days before the end.",
                examples = "2026-11-01T00:00:00Z")
        String startTime,

        @JsonProperty("end_time")
        @Schema(
                description = "Likewise; absent = now. At most 31 days after the start.",
                examples = "2026-11-20T23:59:59Z")
        String endTime,

        @JsonProperty("group_by_type")
        @Schema(
                description = "The length of slots, in any case; absent = `DAY`.",
                examples = "DAY",
                enumeration = {"DAY", "HOUR"})
        String groupByType,

        @JsonProperty("desktop_username")
        @Schema(description = "Only the use by this user.", examples = "kari", maxLength = 255)
        String desktopUsername,

        @Schema(description = "How many desktops to skip; absent = 0.", examples = "0", minimum = "0")
        Integer offset,

        @Schema(
                description = "How many desktops to give at most; absent = 100.",
                examples = "10",
                minimum = "0",
                maximum = "100")
        Integer limit) {
    private static final int MAX_DESKTOPS = 2000;
    private static final int MAX_ID = 512;
    private static final int MAX_NAME = 255;
    private static final int MAX_LIMIT = 100;
    private static final Duration MAX_TIME = Duration.ofDays(31);
    private static final Duration DEFAULT_TIME = Duration.ofDays(15);

    /** The lengths of slots. */
    enum Slots {
        DAY,
        HOUR
    }

    /** @param userName {@code null} = anybody */
    record Checked(Period period, List<String> desktopIds, Slots slots, String userName, int offset, int limit) {}

    /** Notes the broken rules with the reader; only if there are none is the request to be used. */
    Checked check(ParameterReader reader, Snapshot snapshot) {
        checkIds(reader.breaches());
        return new Checked(
                period(reader, snapshot),
                desktopIds == null ? List.of() : desktopIds,
                reader.choice("group_by_type", List.of(), Slots.class).orElse(Slots.DAY),
                reader.text("desktop_username", List.of(), MAX_NAME).orElse(null),
                reader.integer("offset", List.of(), 0, ParameterReader.MAX).orElse(0),
                reader.integer("limit", List.of(), 0, MAX_LIMIT).orElse(MAX_LIMIT));
    }

    /** Reads the fields as parameters are read. */
    ParameterReader reader() {
        Map<String, List<String>> values = new HashMap<>();
        put(values, "start_time", startTime);
        put(values, "end_time", endTime);
        put(values, "group_by_type", groupByType);
        put(values, "desktop_username", desktopUsername);
        put(values, "offset", offset);
        put(values, "limit", limit);
        return PeriodParameters.readerWithDates(values);
    }

    private static void put(Map<String, List<String>> values, String name, Object value) {
        if (value != null) {
            values.put(name, List.of(value.toString()));
        }
    }

    private void checkIds(Breaches breaches) {
        List<String> ids = desktopIds == null ? List.of() : desktopIds;
        if (ids.size() > MAX_DESKTOPS) {
            breaches.add("desktop_ids", "has " + ids.size() + " ids, more than " + MAX_DESKTOPS);
        }
        if (ids.stream().anyMatch(UsedDesktopsRequest::isNoId)) {
            breaches.add("desktop_ids", "has one that is not 1.." + MAX_ID + " characters");
        }
    }

    private static boolean isNoId(String id) {
        return id == null || id.isEmpty() || id.length() > MAX_ID || id.indexOf('\0') >= 0;
    }

    private static Period period(ParameterReader reader, Snapshot snapshot) {
        Optional<Instant> sentStart = reader.optionalTime("start_time");
        Instant end = reader.optionalTime("end_time").orElse(snapshot.now());
        // A day that ends at the very start would be covered, too.
        Instant start = sentStart.orElseGet(() -> end.minus(DEFAULT_TIME).plusSeconds(1));
        if (sentStart.isPresent() && start.isBefore(snapshot.oldestExportableStart())) {
            reader.breaches().add("start_time", "is before the oldest day, " + snapshot.oldestExportableStart());
        }
        if (end.isBefore(start)) {
            reader.breaches().add("end_time", "is before start_time");
        } else if (localTime(snapshot, start, end).compareTo(MAX_TIME) > 0) {
            reader.breaches().add("end_time", "is more than " + MAX_TIME.toDays() + " days after start_time");
        }
        return new Period(start, end);
    }

    /** By the clocks of the project, where all days are as long. */
    private static Duration localTime(Snapshot snapshot, Instant start, Instant end) {
        return Duration.between(
                LocalDateTime.ofInstant(start, snapshot.days().zone()),
                LocalDateTime.ofInstant(end, snapshot.days().zone()));
    }
}
