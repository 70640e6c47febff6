package dev.deskhours.testing;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Sessions of the last days, the same for the same numbers. */
public record Office(int desktops, int days) {
    public static LocalDate yesterday() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(1);
    }

    public LocalDate firstDay() {
        return yesterday().minusDays(days - 1L);
    }

    public String ndjson() {
        StringBuilder text = new StringBuilder();
        for (int day = 0; day < days; day++) {
            for (int desktop = 0; desktop < desktops; desktop++) {
                text.append(session(firstDay().plusDays(day), desktop)).append('\n');
            }
        }
        return text.toString();
    }

    /** What to ask for to get all of it. */
    public String period() {
        return "start_time=" + firstDay() + "T00:00:00Z&end_time=" + yesterday() + "T23:59:59Z";
    }

    private static String session(LocalDate day, int desktop) {
        return """
                {"session_id":"s-%s-%d","desktop_id":"desk-%05d","desktop_name":"Desk %d","user_name":"user-%d",\
                "started_at":"%sT08:%02d:00Z","ended_at":"%sT%02d:30:00Z"}""".formatted(day, desktop, desktop, desktop, desktop % 50, day, desktop % 60, day, 9 + desktop % 12);
    }
}
