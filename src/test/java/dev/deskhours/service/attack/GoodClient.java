package dev.deskhours.service.attack;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;

/** Somebody who looks at a list, sends sessions in and asks whether all is well, at the pace of people. */
final class GoodClient {
    private static final int PAUSE_MILLIS = 200;
    private static final int LISTS_PER_UPLOAD = 4;

    private final ProcessClient client;
    private final String project;
    private final Office office;
    private final List<Double> lists = new ArrayList<>();
    private final List<Double> uploads = new ArrayList<>();
    private final Map<String, Integer> wrong = new TreeMap<>();

    GoodClient(ProcessClient client, String project, Office office) {
        this.client = client;
        this.project = project;
        this.office = office;
    }

    void work(Duration length) throws InterruptedException {
        Instant end = Instant.now().plus(length);
        for (int round = 0; Instant.now().isBefore(end); round++) {
            lists.add(seconds(
                    "list",
                    () -> client.get("/v2/" + project + "/statistics/metrics/desktops?limit=100&" + office.period())));
            if (round % LISTS_PER_UPLOAD == 0) {
                uploads.add(seconds(
                        "upload",
                        () -> client.post(
                                "/v1/" + project + "/sessions", "application/x-ndjson", new Office(100, 1).ndjson())));
                seconds("readiness", () -> client.get("/q/health/ready"));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** Of the lists, in seconds. */
    double slowestOf(int percent) {
        return percentile(lists, percent);
    }

    /** What was not answered with 200. */
    Map<String, Integer> wrong() {
        return wrong;
    }

    @Override
    public String toString() {
        return "a good client: %d lists, p50 %.3f s, p99 %.3f s, slowest %.3f s; %d uploads of 100, p50 %.3f s, slowest %.3f s; not answered with 200: %s"
                .formatted(
                        lists.size(),
                        percentile(lists, 50),
                        percentile(lists, 99),
                        percentile(lists, 100),
                        uploads.size(),
                        percentile(uploads, 50),
                        percentile(uploads, 100),
                        wrong);
    }

    private interface Request {
        HttpResponse<String> send();
    }

    private double seconds(String name, Request request) {
        long start = System.nanoTime();
        try {
            int status = request.send().statusCode();
            if (status != 200) {
                wrong.merge(name + " " + status, 1, Integer::sum);
            }
        } catch (UncheckedIOException noAnswer) {
            wrong.merge(name + " without an answer", 1, Integer::sum);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double percentile(List<Double> seconds, int percent) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}
