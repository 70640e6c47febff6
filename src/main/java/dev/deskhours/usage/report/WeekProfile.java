package dev.deskhours.usage.report;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.report.Concurrency;
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.project.ProjectDays;

/** How many desktops are in use in each hour of a week. */
@Schema(name = "WeekProfile", description = "How many desktops are in use in each hour of a week.")
record WeekProfile(
        @JsonProperty("time_zone")
        @Schema(description = "The zone whose hours these are.", examples = "UTC", required = true)
        String timeZone,

        @Schema(description = "Those of which a day is aggregated, from Monday on.", required = true)
        List<Weekday> weekdays) {

    @Schema(name = "WeekProfileDay", description = "One day of the week.")
    public record Weekday(
            @Schema(examples = "MONDAY", required = true) DayOfWeek weekday,
            @Schema(required = true) List<Hour> hours) {}

    @Schema(name = "WeekProfileHour", description = "One local hour; an hour that a day has twice is counted as both.")
    public record Hour(
            @Schema(examples = "9", required = true) int hour,

            @Schema(description = "Time of use by time.", examples = "41.0167", required = true)
            BigDecimal average,

            @Schema(description = "The most at once.", examples = "63", required = true)
            int highest) {}

    private record Sum(Concurrency desktops, Duration length) {
        Sum plus(Sum other) {
            return new Sum(Concurrency.over(List.of(desktops, other.desktops)), length.plus(other.length));
        }
    }

    /** @param days of the project as a whole */
    static WeekProfile of(ProjectDays calendar, Map<LocalDate, List<GroupDay>> days) {
        Map<DayOfWeek, Map<Integer, Sum>> sums = new EnumMap<>(DayOfWeek.class);
        days.forEach((day, groups) ->
                add(sums.computeIfAbsent(day.getDayOfWeek(), first -> new TreeMap<>()), calendar, day, groups.get(0)));
        return new WeekProfile(
                calendar.zone().getId(),
                sums.entrySet().stream()
                        .map(day -> new Weekday(day.getKey(), hours(day.getValue())))
                        .toList());
    }

    private static void add(Map<Integer, Sum> hours, ProjectDays calendar, LocalDate day, GroupDay figures) {
        List<Instant> bounds = Stream.concat(calendar.hoursOf(day).stream(), Stream.of(calendar.endOf(day)))
                .toList();
        ZoneId zone = calendar.zone();
        for (int index = 0; index < bounds.size() - 1; index++) {
            Sum sum = new Sum(figures.desktopsIn(index), Duration.between(bounds.get(index), bounds.get(index + 1)));
            hours.merge(bounds.get(index).atZone(zone).getHour(), sum, Sum::plus);
        }
    }

    private static List<Hour> hours(Map<Integer, Sum> sums) {
        return sums.entrySet().stream()
                .map(hour -> new Hour(
                        hour.getKey(),
                        hour.getValue().desktops().average(hour.getValue().length()),
                        hour.getValue().desktops().peak()))
                .toList();
    }
}
