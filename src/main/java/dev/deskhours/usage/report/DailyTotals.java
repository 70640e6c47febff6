package dev.deskhours.usage.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.GroupKind;
import dev.deskhours.days.report.DailyTotalsQuery;
import dev.deskhours.days.report.DailyTotalsQuery.KnownGroup;
import dev.deskhours.days.report.GroupDay;
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

    @Schema(
            name = "DailyTotalsDay",
            description = "One day of a project; with `group_by` it has `groups` in place of the figures.")
    public record Day(
            @Schema(examples = "2026-11-20", required = true)
            LocalDate day,

            @JsonProperty("desktops_known") @Schema(description = "Desktops that existed on the day.", examples = "120")
            Long desktopsKnown,

            @JsonProperty("desktops_used") @Schema(examples = "87")
            Long desktopsUsed,

            @JsonProperty("desktop_usage") @Schema(description = "Seconds.", examples = "2103540")
            Long desktopUsage,

            @Schema(examples = "143") Long logins,

            @JsonProperty("logins_failed") @Schema(description = "Attempts that failed.", examples = "4")
            Long loginsFailed,

            @Schema(description = "Distinct users with a session on the day.", examples = "91")
            Long users,

            @JsonProperty("peak_desktops") @Schema(description = "The most desktops in use at once.", examples = "63")
            Integer peakDesktops,

            @JsonProperty("peak_users") @Schema(description = "The most users at once.", examples = "61")
            Integer peakUsers,

            @Schema(description = "With `group_by`: the groups with desktops on the day.")
            List<Group> groups) {
        static Day of(LocalDate day, KnownGroup project) {
            GroupDay figures = project.figures();
            return new Day(
                    day,
                    project.desktopsKnown(),
                    figures.desktopsUsed(),
                    figures.usageSeconds(),
                    figures.logins(),
                    figures.loginsFailed(),
                    figures.users(),
                    figures.desktops().peak(),
                    figures.people().peak(),
                    null);
        }

        static Day ofGroups(LocalDate day, List<Group> groups) {
            return new Day(day, null, null, null, null, null, null, null, null, groups);
        }
    }

    @Schema(name = "DailyTotalsGroup", description = "A group on a day; without an id: the desktops that are in none.")
    public record Group(
            @Schema(examples = "pool-1") String id,

            @Schema(description = "Of pools alone.", examples = "finance")
            String name,

            @JsonProperty("desktops_known")
            @Schema(description = "Desktops that existed on the day.", examples = "120", required = true)
            long desktopsKnown,

            @JsonProperty("desktops_used") @Schema(examples = "87", required = true)
            long desktopsUsed,

            @JsonProperty("desktop_usage") @Schema(description = "Seconds.", examples = "2103540", required = true)
            long desktopUsage,

            @Schema(examples = "143", required = true) long logins,

            @JsonProperty("logins_failed") @Schema(examples = "4", required = true)
            long loginsFailed,

            @Schema(examples = "91", required = true) long users,

            @JsonProperty("peak_desktops") @Schema(examples = "63", required = true)
            int peakDesktops,

            @JsonProperty("peak_users") @Schema(examples = "61", required = true)
            int peakUsers) {
        static Group of(KnownGroup group, Map<String, String> names) {
            GroupDay figures = group.figures();
            return new Group(
                    GroupBy.id(figures.groupId()),
                    names.get(figures.groupId()),
                    group.desktopsKnown(),
                    figures.desktopsUsed(),
                    figures.usageSeconds(),
                    figures.logins(),
                    figures.loginsFailed(),
                    figures.users(),
                    figures.desktops().peak(),
                    figures.people().peak());
        }
    }

    static DailyTotals of(
            ProjectDays calendar, List<DailyTotalsQuery.Day> days, GroupKind kind, Map<String, String> names) {
        return new DailyTotals(
                calendar.zone().getId(),
                calendar.aggregatedThrough(),
                days.stream().map(day -> day(day, kind, names)).toList());
    }

    private static Day day(DailyTotalsQuery.Day day, GroupKind kind, Map<String, String> names) {
        if (kind == GroupKind.PROJECT) {
            return Day.of(day.day(), day.groups().get(0));
        }
        return Day.ofGroups(
                day.day(),
                day.groups().stream().map(group -> Group.of(group, names)).toList());
    }
}
