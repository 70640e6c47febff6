package dev.deskhours.cli.remote;

import java.time.Duration;
import java.time.LocalDate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.deskhours.cli.terminal.UserError;

/** Runs of the aggregation that a running service carries out. */
public final class RemoteRuns {
    private static final int MAX_LOOKED_AT = 100;

    private final RemoteService service;

    public RemoteRuns(RemoteService service) {
        this.service = service;
    }

    /**
     * Asks for a run and waits for its end.
     *
     * @param project {@code null} = all
     * @param first {@code null}, as {@code last} is = all that is due
     * @return what was done, in a line
     * @throws UserError if it has failed
     */
    public String run(String project, LocalDate first, LocalDate last) {
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        put(asked, "project_id", project);
        put(asked, "first_day", first);
        put(asked, "last_day", last);
        String id = service.post("/v1/aggregation-runs", asked).path("run_id").asText();
        JsonNode run = find(id, project);
        for (Waiting waiting = new Waiting(); isRunning(run); run = find(id, project)) {
            waiting.pause();
        }
        if (!run.path("status").asText().equals("SUCCESS")) {
            throw new UserError(run.path("fail_reason").asText());
        }
        return run.path("sessions_read").asLong() + " sessions read, "
                + run.path("desktop_days_written").asLong() + " desktop-days written";
    }

    private JsonNode find(String id, String project) {
        String filter = project == null ? "" : "&project_id=" + project;
        for (JsonNode run : service.get("/v1/aggregation-runs?limit=" + MAX_LOOKED_AT + filter)
                .path("runs")) {
            if (run.path("run_id").asText().equals(id)) {
                return run;
            }
        }
        throw new UserError("the service has forgotten the run " + id);
    }

    private static boolean isRunning(JsonNode run) {
        return run.path("status").asText().equals("RUNNING");
    }

    private static void put(ObjectNode asked, String name, Object value) {
        if (value != null) {
            asked.put(name, value.toString());
        }
    }

    /** Looks again soon at first, and every two seconds in the end. */
    static final class Waiting {
        private static final Duration LONGEST = Duration.ofSeconds(2);
        private Duration next = Duration.ofMillis(50);

        void pause() {
            try {
                Thread.sleep(next.toMillis());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new UserError("stopped");
            }
            next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        }
    }
}
