package dev.deskhours.notify.webhook;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.deskhours.notify.webhook.Deliveries.State;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig;

/** What an operator watches of webhooks; all projects together. */
@ApplicationScoped
class WebhookMetrics {
    private static final Logger LOG = Logger.getLogger(WebhookMetrics.class);

    private final Deliveries deliveries;
    private final ActiveRoles roles;
    private final MeterRegistry registry;
    private volatile Long oldestSeconds;

    WebhookMetrics(Deliveries deliveries, ActiveRoles roles, MeterRegistry registry) {
        this.deliveries = deliveries;
        this.roles = roles;
        this.registry = registry;
    }

    void show(@Observes StartupEvent starting) {
        if (roles.include(ProcessConfig.Role.WORKER)) {
            Gauge.builder("deskhours.webhook.oldest.seconds", () -> oldestSeconds)
                    .description("For how long the oldest delivery of an enabled webhook has waited")
                    .register(registry);
            for (State state : State.values()) {
                counter(state);
            }
        }
    }

    /** A try. */
    void count(State outcome) {
        counter(outcome).increment();
    }

    private Counter counter(State outcome) {
        String name = outcome == State.WAITING ? "RETRY" : outcome.name();
        return Counter.builder("deskhours.webhook.tries")
                .tag("outcome", name.toLowerCase(Locale.ROOT))
                .description("Messages that were sent, or tried to")
                .register(registry);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = ActiveRoles.NoWorker.class)
    Uni<Void> refresh() {
        return deliveries
                .oldestSeconds()
                .invoke(age -> oldestSeconds = age)
                .replaceWithVoid()
                // Readiness says what is wrong; the gauge keeps what it last showed.
                .onFailure()
                .invoke(failure -> LOG.warnf("Deliveries could not be looked at: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
