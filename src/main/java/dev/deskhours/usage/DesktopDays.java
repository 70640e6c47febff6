package dev.deskhours.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.DesktopDaysQuery;

/** The days of a desktop (docs/spec/api.md, Shapes). */
@Schema(name = "DesktopDays", description = "The days of a desktop.")
record DesktopDays(
        @JsonProperty("aggregated_through")
        @Schema(description = "The last aggregated day of the project; absent = none is.", examples = "2026-11-20")
        LocalDate aggregatedThrough,

        @Schema(description = "The covered days that are aggregated, oldest first.", required = true)
        List<Day> days) {

    @Schema(name = "DesktopDay", description = "One day of a desktop.")
    public record Day(
            @Schema(examples = "2026-11-20", required = true)
            LocalDate day,

            @JsonProperty("desktop_usage") @Schema(description = "Seconds.", examples = "46800", required = true)
            long desktopUsage,

            @Schema(examples = "3", required = true) long logins,

            @JsonProperty("last_used_at")
            @Schema(description = "Absent = not used on the day.", examples = "2026-11-21T00:00:00Z")
            Instant lastUsedAt,

            @Schema(description = "With `detail=sessions`: what the usage is made of.")
            List<Session> sessions) {
        static Day of(DesktopDaysQuery.Day day) {
            List<Session> sessions = day.sessions() == null
                    ? null
                    : day.sessions().stream().map(Session::of).toList();
            return new Day(day.day(), day.usageSeconds(), day.logins(), day.lastUsedAt(), sessions);
        }
    }

    @Schema(name = "DesktopDaySession", description = "The part of a session that lies in the day.")
    public record Session(
            @JsonProperty("session_id") @Schema(examples = "s-1", required = true)
            String sessionId,

            @JsonProperty("user_name") @Schema(examples = "kari")
            String userName,

            @Schema(examples = "2026-11-20T22:00:00Z", required = true)
            Instant from,

            @Schema(examples = "2026-11-21T00:00:00Z", required = true)
            Instant to) {
        static Session of(DesktopDaysQuery.SessionPart part) {
            return new Session(part.sessionId(), part.userName(), part.from(), part.to());
        }
    }

    static DesktopDays of(LocalDate aggregatedThrough, List<DesktopDaysQuery.Day> days) {
        return new DesktopDays(aggregatedThrough, days.stream().map(Day::of).toList());
    }
}
