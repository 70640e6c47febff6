package dev.deskhours.service;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many exports started at once, which the service creates together: each answer is about its own request, what was answered
 * as started is in the table, and nothing else is.
 */
class ManyStartsIT {
    private static final int LIMIT = 25;
    private static final int EACH = 60;
    private static final int KEYS = 10;
    private static final int CALLERS = 48;
    private static final String PERIOD = "start_time=2026-06-01T00:00:00Z&end_time=2026-06-10T23:59:59Z";

    private record Start(String project, String resource, String key, boolean valid) {
        HttpResponse<String> send(ProcessClient client) {
            if (key == null) {
                return client.get("/v3/" + project + "/statistics/metrics/desktops/export?" + PERIOD + "&resource_name="
                        + resource + (valid ? "" : "&min_idle_days=-1"));
            }
            return client.with("Idempotency-Key", key)
                    .post("/v1/" + project + "/export-tasks", "application/json", """
                    {"start_time": "2026-06-01T00:00:00Z", "end_time": "2026-06-10T23:59:59Z", "resource_name": "%s"}
                    """.formatted(resource));
        }
    }

    private record Answered(Start start, int status, String body) {
        boolean isStarted() {
            return status == 200 || status == 202;
        }

        String taskId() {
            return ProcessClient.parsed(body).get("task_id").asText();
        }

        /** As the table tells it. */
        String task() {
            return start.project + " " + taskId() + " " + start.resource;
        }
    }

    @Test
    void eachIsAnsweredForItself() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = database.launch()
                        .with("deskhours.roles", "api")
                        .with("deskhours.clock.start-at", "2026-06-12T08:00:00Z")
                        .with("deskhours.limits.requests-per-second", 1_000_000)
                        .with("deskhours.limits.burst", 1_000_000)
                        .with("deskhours.export.max-unfinished-per-project", LIMIT)
                        .serve()) {
            database.execute("insert into project (project_id) values ('keyed-1'), ('keyed-2')");
            List<Answered> answers = atOnce(service.client(), starts());

            assertThat(database.column("select project_id || ' ' || task_id || ' ' || (request::json->>'resource_name')"
                            + " from export_task"))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(answers.stream()
                            .filter(Answered::isStarted)
                            .map(Answered::task)
                            .distinct()
                            .toList());
            assertThat(answers).allSatisfy(answer -> assertThat(answer.status)
                    .as(answer.toString())
                    .isIn(answer.start.valid ? List.of(200, 202, 429) : List.of(400)));
            for (String project : List.of("plain-1", "plain-2")) {
                assertThat(started(answers, project)).as(project).isEqualTo(LIMIT);
            }
            for (String project : List.of("keyed-1", "keyed-2")) {
                assertThat(started(answers, project)).as(project).isBetween((long) LIMIT, (long) LIMIT + KEYS);
            }
            assertEachKeyIsOneTask(service.client(), answers);
            assertThat(service.count("ERROR")).isZero();
        }
    }

    /** Of each key the same request twice. */
    private static List<Start> starts() {
        List<Start> starts = new ArrayList<>();
        for (String project : List.of("plain-1", "plain-2", "keyed-1", "keyed-2")) {
            for (int number = 0; number < EACH; number++) {
                starts.add(new Start(project, "desk-" + number, null, true));
                if (number % 6 == 0) {
                    starts.add(new Start(project, "wrong-" + number, null, false));
                }
                if (number < 2 * KEYS && project.startsWith("keyed")) {
                    starts.add(new Start(project, "keyed-" + number / 2, "key-" + number / 2, true));
                }
            }
        }
        Collections.shuffle(starts);
        return starts;
    }

    private static List<Answered> atOnce(ProcessClient client, List<Start> starts) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Answered>> calls = starts.stream()
                    .<Callable<Answered>>map(start -> () -> {
                        HttpResponse<String> answer = start.send(client);
                        return new Answered(start, answer.statusCode(), answer.body());
                    })
                    .toList();
            List<Answered> answers = new ArrayList<>();
            for (Future<Answered> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    private static long started(List<Answered> answers, String project) {
        return answers.stream()
                .filter(answer -> answer.start.project.equals(project) && answer.isStarted())
                .map(Answered::taskId)
                .distinct()
                .count();
    }

    private static void assertEachKeyIsOneTask(ProcessClient client, List<Answered> answers) {
        Map<String, String> tasks = new HashMap<>();
        answers.stream()
                .filter(answer -> answer.isStarted() && answer.start.key != null)
                .forEach(answer -> {
                    String before = tasks.put(answer.start.project + answer.start.key, answer.taskId());
                    assertThat(before).isIn(null, answer.taskId());
                    Start other = new Start(answer.start.project, "other", answer.start.key, true);
                    assertThat(other.send(client).statusCode()).isEqualTo(409);
                });
    }
}
