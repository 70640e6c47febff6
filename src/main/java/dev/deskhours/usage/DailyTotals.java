package dev.deskhours.usage;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.DailyTotalsQuery;
import dev.deskhours.project.ProjectDays;

/** What a project used, day by day (docs/spec/api.md, Shapes). */
@Schema(name = "DailyTotals", description = "What a project used, day by day.")
record DailyTotals(
        @JsonProperty("time_zone")
        @Schema(description = "The zone whose days these are.", examples = "UTC", required = true)
        String timeZone,

        @JsonProperty("aggregated_through")
        @Schema(description = "The last aggregated day of the project; absent = none is.", examples = "2026-11-20")
        LocalDate aggregatedThrough,

        @Schema(description = "The covered days that are aggregated, oldest first.", required = true)
        List<Day> days) {

    @Schema(name = "DailyTotalsDay", description = "One day of a project.")
    public record Day(
            @Schema(examples = "2026-11-20", required = true)
            LocalDate day,

            @JsonProperty("desktops_known")
            @Schema(description = "Desktops that existed on the day.", examples = "120", required = true)
            long desktopsKnown,

            @JsonProperty("desktops_used") @Schema(examples = "87", required = true)
            long desktopsUsed,

            @JsonProperty("desktop_usage") @Schema(description = "Seconds.", examples = "2103540", required = true)
            long desktopUsage,

            @Schema(examples = "143", required = true) long logins) {
        static Day of(DailyTotalsQuery.Day day) {
            return new Day(day.day(), day.desktopsKnown(), day.desktopsUsed(), day.usageSeconds(), day.logins());
        }
    }

    static DailyTotals of(ProjectDays calendar, List<DailyTotalsQuery.Day> days) {
        return new DailyTotals(
                calendar.zone().getId(),
                calendar.aggregatedThrough(),
                days.stream().map(Day::of).toList());
    }
}
