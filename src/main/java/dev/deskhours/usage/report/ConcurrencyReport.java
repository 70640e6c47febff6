package dev.deskhours.usage.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.GroupKind;
import dev.deskhours.days.report.Concurrency;
import dev.deskhours.days.report.GroupDay;

/** How many desktops and users were at work at once, slot by slot. */
@Schema(name = "ConcurrencyReport", description = "How many desktops and users were at work at once.")
record ConcurrencyReport(
        @JsonProperty("time_zone")
        @Schema(description = "The zone whose hours and days these are.", examples = "UTC", required = true)
        String timeZone,

        @Schema(examples = "HOUR", required = true) ReportPeriod.Slots period,

        @Schema(description = "Those of the covered days that are aggregated, oldest first.", required = true)
        List<Slot> slots) {

    @Schema(name = "ConcurrencySlot", description = "An hour or day; with `group_by` it has `groups`.")
    public record Slot(
            @Schema(examples = "2026-11-20T09:00:00Z", required = true)
            Instant from,

            @Schema(examples = "2026-11-20T10:00:00Z", required = true)
            Instant to,

            Level desktops,
            Level users,

            @Schema(description = "With `group_by`: the groups that were used on the day.")
            List<Group> groups) {}

    @Schema(name = "ConcurrencyGroup", description = "A group in a slot; without an id: the desktops that are in none.")
    public record Group(
            @Schema(examples = "pool-1") String id,

            @Schema(description = "Of pools alone.", examples = "finance")
            String name,

            @Schema(required = true) Level desktops,
            @Schema(required = true) Level users) {}

    @Schema(name = "ConcurrencyLevel", description = "How many at once.")
    public record Level(
            @Schema(description = "The most in the slot, exactly.", examples = "63", required = true)
            int peak,

            @JsonProperty("peak_at")
            @Schema(
                    description = "The first instant of the peak; absent if none was in use.",
                    examples = "2026-11-20T09:30:00Z")
            Instant peakAt,

            @Schema(description = "Time of use by the length of the slot.", examples = "41.0167", required = true)
            BigDecimal average) {
        static Level of(Concurrency concurrency, Duration length) {
            return new Level(concurrency.peak(), concurrency.peakAt(), concurrency.average(length));
        }
    }

    /** The slots of one day. */
    static List<Slot> slots(List<Instant> bounds, List<GroupDay> day, ReportPeriod.Slots slots, Names names) {
        return switch (slots) {
            case DAY ->
                List.of(slot(
                        bounds.get(0),
                        bounds.get(bounds.size() - 1),
                        day,
                        names,
                        GroupDay::desktops,
                        GroupDay::people));
            case HOUR -> hours(bounds, day, names);
        };
    }

    /** Whether slots have groups, and what these are called. */
    record Names(GroupKind kind, Map<String, String> byId) {}

    private interface Figure {
        Concurrency of(GroupDay day);
    }

    private static List<Slot> hours(List<Instant> bounds, List<GroupDay> day, Names names) {
        List<Slot> slots = new ArrayList<>();
        for (int index = 0; index < bounds.size() - 1; index++) {
            int hour = index;
            slots.add(slot(
                    bounds.get(hour),
                    bounds.get(hour + 1),
                    day,
                    names,
                    group -> group.desktopsIn(hour),
                    group -> group.usersIn(hour)));
        }
        return slots;
    }

    private static Slot slot(Instant from, Instant to, List<GroupDay> day, Names names, Figure desktops, Figure users) {
        Duration length = Duration.between(from, to);
        if (names.kind() == GroupKind.PROJECT) {
            GroupDay project = day.get(0);
            return new Slot(
                    from, to, Level.of(desktops.of(project), length), Level.of(users.of(project), length), null);
        }
        List<Group> groups = day.stream()
                .map(group -> new Group(
                        GroupBy.id(group.groupId()),
                        names.byId().get(group.groupId()),
                        Level.of(desktops.of(group), length),
                        Level.of(users.of(group), length)))
                .toList();
        return new Slot(from, to, null, null, groups);
    }
}
