package dev.deskhours.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.WebhookReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes that send messages are killed; each cause has one event, and is told at least once. */
class WebhookKilledIT {
    private static final int EXPORTS = 20;

    @Test
    void eachCauseHasOneEventAndIsToldAtLeastOnce() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (SharedDatabase database = new SharedDatabase();
                WebhookReceiver receiver = new WebhookReceiver(exchange -> {
                    if (first.getAndSet(false)) {
                        await(killed);
                    }
                    WebhookReceiver.answer(exchange, 200, new byte[0]);
                })) {
            ServiceProcess.Launch launch = database.launch()
                    .with("deskhours.webhooks.http", true)
                    .with("deskhours.webhooks.allow", "127.0.0.0/8")
                    .with("deskhours.webhooks.timeout", "2s")
                    .with("deskhours.webhooks.poll-every", "100ms")
                    .with("deskhours.export.lease", "2s");
            Set<String> tasks = new HashSet<>();
            try (ServiceProcess api = launch.with("deskhours.roles", "api").serve()) {
                api.client()
                        .postJson(
                                "/v1/p/webhooks",
                                "{\"name\": \"hook\", \"url\": \"" + receiver.url()
                                        + "\", \"events\": [\"export.succeeded\"]}");
                for (int export = 0; export < EXPORTS; export++) {
                    tasks.add(api.client()
                            .json("/v3/p/statistics/metrics/desktops/export"
                                    + "?start_time=2026-11-01T00:00:00Z&end_time=2026-11-02T00:00:00Z")
                            .get("task_id")
                            .asText());
                }
                try (ServiceProcess victim =
                        launch.with("deskhours.roles", "worker").serve()) {
                    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.received()
                            .isEmpty());
                    victim.kill();
                }
                killed.countDown();
                try (ServiceProcess one =
                                launch.with("deskhours.roles", "worker").serve();
                        ServiceProcess other =
                                launch.with("deskhours.roles", "worker").serve()) {
                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(receiver)
                            .containsAll(tasks));
                    one.assertAlive();
                    other.assertAlive();
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() ->
                                    database.number("select count(*) from webhook_delivery where state = 'DELIVERED'")
                                            == EXPORTS);
                }
            }
            assertThat(database.number("select count(*) from webhook_delivery")).isEqualTo(EXPORTS);
            assertThat(told(receiver)).isEqualTo(tasks);
            assertThat(receiver.received().stream()
                            .map(message -> message.header("webhook-id"))
                            .distinct())
                    .as("the same id at each try")
                    .hasSize(EXPORTS);
            assertThat(receiver.received())
                    .as("what the killed one had sent is sent again")
                    .hasSizeGreaterThan(EXPORTS);
        }
    }

    private static Set<String> told(WebhookReceiver receiver) {
        List<String> tasks = new ArrayList<>();
        receiver.received()
                .forEach(message -> tasks.add(message.body().replaceAll(".*\"task_id\":\"(\\w+)\".*", "$1")));
        return new HashSet<>(tasks);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
