package dev.deskhours.usage.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.user.UserDaysQuery;

/** The days of a user. */
@Schema(
        name = "UserDays",
        description = "The covered days on which the user had a session or failed to log in, oldest first.")
record UserDays(@Schema(required = true) List<Day> days) {

    @Schema(name = "UserDay", description = "One day of a user.")
    public record Day(
            @Schema(examples = "2026-11-20", required = true)
            LocalDate day,

            @JsonProperty("user_usage")
            @Schema(description = "Seconds, added up over desktops.", examples = "28800", required = true)
            long userUsage,

            @Schema(examples = "2", required = true) long logins,

            @JsonProperty("logins_failed") @Schema(examples = "1", required = true)
            long loginsFailed,

            @Schema(description = "With `detail=sessions`: what the usage is made of.")
            List<Session> sessions) {
        static Day of(UserDaysQuery.Day day) {
            List<Session> sessions = day.sessions() == null
                    ? null
                    : day.sessions().stream().map(Session::of).toList();
            return new Day(day.day(), day.usageSeconds(), day.logins(), day.failures(), sessions);
        }
    }

    @Schema(name = "UserDaySession", description = "The part of a session that lies in the day.")
    public record Session(
            @JsonProperty("session_id") @Schema(examples = "s-1", required = true)
            String sessionId,

            @JsonProperty("desktop_id") @Schema(examples = "desktop-0001", required = true)
            String desktopId,

            @Schema(examples = "2026-11-20T22:00:00Z", required = true)
            Instant from,

            @Schema(examples = "2026-11-21T00:00:00Z", required = true)
            Instant to) {
        static Session of(UserDaysQuery.Part part) {
            return new Session(part.sessionId(), part.desktopId(), part.from(), part.to());
        }
    }

    static UserDays of(List<UserDaysQuery.Day> days) {
        return new UserDays(days.stream().map(Day::of).toList());
    }
}
