package dev.deskhours.notify.webhook;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.notify.webhook.Deliveries.State;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig;

/** Sends what is due, some messages at once; looks for more each second, and whenever one has been sent. */
@ApplicationScoped
public class WebhookDispatcher {
    private static final Logger LOG = Logger.getLogger(WebhookDispatcher.class);

    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Deliveries deliveries;
    private final WebhookSender sender;
    private final WebhookMetrics metrics;
    private final ActiveRoles roles;
    private final WebhookConfig config;
    private final Vertx vertx;
    private volatile Long timer;

    WebhookDispatcher(
            Deliveries deliveries,
            WebhookSender sender,
            WebhookMetrics metrics,
            ActiveRoles roles,
            WebhookConfig config,
            Vertx vertx) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.metrics = metrics;
        this.roles = roles;
        this.config = config;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent event) {
        if (roles.include(ProcessConfig.Role.WORKER)) {
            start();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Begins to send, until {@link #stop()}. */
    public synchronized void start() {
        if (timer == null) {
            timer = vertx.setPeriodic(config.pollEvery().toMillis(), time -> look());
        }
    }

    /** Takes no more; what is on its way is noted if it ends soon, and otherwise sent again by another process. */
    public synchronized void stop() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }

    /**
     * Sends one message after the other until none is due. Blocks.
     *
     * @return how many were tried
     */
    public int sendDue() {
        int tried = 0;
        Optional<DueDelivery> due = deliveries.claim().await().indefinitely();
        while (due.isPresent()) {
            send(due.get()).await().indefinitely();
            tried++;
            due = deliveries.claim().await().indefinitely();
        }
        return tried;
    }

    @Scheduled(
            every = "1h",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = ActiveRoles.NoWorker.class)
    Uni<Void> forgetOld() {
        return deliveries
                .forgetOld()
                .onFailure()
                .invoke(failure -> LOG.warnf("Old deliveries stay for another hour: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private void look() {
        if (timer == null || sending.get() >= config.parallel() || !looking.compareAndSet(false, true)) {
            return;
        }
        deliveries
                .claim()
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(
                        due -> due.ifPresent(this::sendAndLookOn),
                        failure -> LOG.debugf("Webhooks wait for the database: %s", failure.getMessage()));
    }

    private void sendAndLookOn(DueDelivery delivery) {
        sending.incrementAndGet();
        send(delivery)
                .onTermination()
                .invoke(sending::decrementAndGet)
                .subscribe()
                .with(
                        state -> look(),
                        // Its lease ends, and it is sent again.
                        failure -> LOG.debugf("What came of a delivery was not noted: %s", failure.getMessage()));
        // Where one is due, there may be more.
        look();
    }

    private Uni<Optional<State>> send(DueDelivery delivery) {
        return sender.send(delivery)
                .chain(answer -> deliveries.note(delivery, answer))
                .invoke(state -> state.ifPresent(metrics::count));
    }
}
