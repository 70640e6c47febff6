package dev.deskhours.usage.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.report.PeriodFigures;
import dev.deskhours.project.CoveredDays;

/** A period as a whole. */
@Schema(
        name = "UsageSummary",
        description = "A period as a whole; the figures are absent if no day of it is aggregated.")
record UsageSummary(
        @JsonProperty("time_zone")
        @Schema(description = "The zone whose days these are.", examples = "UTC", required = true)
        String timeZone,

        @JsonUnwrapped Period period,

        @Schema(description = "The same of as many days before, as far as they are kept.")
        Period before) {

    @Schema(name = "UsageSummaryPeriod", description = "Some days as a whole; with `group_by` they have `groups`.")
    public record Period(
            @JsonProperty("first_day") @Schema(examples = "2026-11-01", required = true)
            LocalDate firstDay,

            @JsonProperty("last_day") @Schema(examples = "2026-11-20", required = true)
            LocalDate lastDay,

            @JsonUnwrapped Figures figures,
            List<Group> groups) {
        static Period of(CoveredDays covered, Figures figures, List<Group> groups) {
            return new Period(covered.first(), covered.last(), figures, groups);
        }
    }

    @Schema(name = "UsageSummaryGroup", description = "A group; without an id: the desktops that are in none.")
    public record Group(
            @Schema(examples = "pool-1") String id,

            @Schema(description = "Of pools alone.", examples = "finance")
            String name,

            @JsonUnwrapped Figures figures) {}

    @Schema(name = "UsageSummaryFigures", description = "What was used.")
    public record Figures(
            @JsonProperty("desktops_known")
            @Schema(description = "Desktops that existed.", examples = "120", required = true)
            long desktopsKnown,

            @JsonProperty("desktops_used")
            @Schema(description = "Those of them that were used.", examples = "97", required = true)
            long desktopsUsed,

            @JsonProperty("desktops_idle")
            @Schema(description = "Those that were not.", examples = "23", required = true)
            long desktopsIdle,

            @JsonProperty("desktop_usage") @Schema(description = "Seconds.", examples = "42070800", required = true)
            long desktopUsage,

            @Schema(examples = "2860", required = true) long logins,

            @JsonProperty("logins_failed") @Schema(examples = "40", required = true)
            long loginsFailed,

            @JsonProperty("unique_users")
            @Schema(description = "Distinct users with a session.", examples = "104", required = true)
            long uniqueUsers,

            @JsonProperty("peak_desktops")
            @Schema(description = "The most desktops in use at once.", examples = "63", required = true)
            int peakDesktops,

            @JsonProperty("peak_at")
            @Schema(description = "The first instant of the peak.", examples = "2026-11-12T09:30:00Z")
            Instant peakAt) {
        static Figures of(PeriodFigures figures) {
            return new Figures(
                    figures.totals().known(),
                    figures.totals().used(),
                    figures.desktopsIdle(),
                    figures.totals().usageSeconds(),
                    figures.totals().logins(),
                    figures.loginsFailed(),
                    figures.uniqueUsers(),
                    figures.desktops().peak(),
                    figures.desktops().peakAt());
        }
    }
}
