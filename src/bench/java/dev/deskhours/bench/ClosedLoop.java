package dev.deskhours.bench;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers, each with a connection, who ask again as soon as they have their answer. All of them share one thread. */
final class ClosedLoop {
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);

    private final URI service;
    private final int callers;
    private final IntFunction<String> paths;
    private final List<Double> seconds = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int asked;

    private ClosedLoop(URI service, int callers, IntFunction<String> paths) {
        this.service = service;
        this.callers = callers;
        this.paths = paths;
    }

    /**
     * What came of it.
     *
     * @param seconds of each answer
     * @param elapsed seconds of all
     * @param callersShare of one processor that the callers took
     */
    record Answers(List<Double> seconds, double elapsed, double callersShare) {
        double rate() {
            return seconds.size() / elapsed;
        }

        double percentileMillis(double percent) {
            return Spread.percentile(seconds, percent) * 1_000;
        }
    }

    /** @param paths what the n-th request of all asks for */
    static Answers run(String service, int callers, Duration time, IntFunction<String> paths)
            throws InterruptedException {
        return new ClosedLoop(URI.create(service), callers, paths).run(time);
    }

    private Answers run(Duration time) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(service.getHost())
                .setDefaultPort(service.getPort())
                .setMaxPoolSize(callers));
        CountDownLatch finished = new CountDownLatch(callers);
        long cpu = MACHINE.getProcessCpuTime();
        long start = System.nanoTime();
        vertx.runOnContext(begun -> {
            for (int caller = 0; caller < callers; caller++) {
                ask(client, start + time.toNanos(), finished);
            }
        });
        boolean ended = finished.await(LONGEST_ANSWER.plus(time).toSeconds(), TimeUnit.SECONDS);
        double elapsed = (System.nanoTime() - start) / 1e9;
        double share = (MACHINE.getProcessCpuTime() - cpu) / 1e9 / elapsed;
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(ended).as("all callers have their last answer").isTrue();
        assertThat(failures).isEmpty();
        return new Answers(List.copyOf(seconds), elapsed, share);
    }

    private void ask(HttpClient client, long end, CountDownLatch finished) {
        long start = System.nanoTime();
        if (start >= end || !failures.isEmpty()) {
            finished.countDown();
            return;
        }
        client.request(HttpMethod.GET, paths.apply(asked++))
                .compose(request -> request.send())
                .compose(ClosedLoop::read)
                .onComplete(answered -> {
                    seconds.add((System.nanoTime() - start) / 1e9);
                    if (answered.failed()) {
                        failures.add(answered.cause().toString());
                    }
                    ask(client, end, finished);
                });
    }

    private static Future<Void> read(HttpClientResponse answer) {
        return answer.body()
                .compose(body -> answer.statusCode() == 200
                        ? Future.succeededFuture()
                        : Future.failedFuture(answer.statusCode() + ": " + body));
    }
}
