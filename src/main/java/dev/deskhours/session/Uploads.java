package dev.deskhours.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.deskhours.auth.BodyProof;
import dev.deskhours.db.DatabaseConfig;
import dev.deskhours.process.ProcessConfig;
import dev.deskhours.session.BodyReception.Pace;
import dev.deskhours.session.UploadQueue.Shares;
import dev.deskhours.session.UploadQueue.Shares.Share;

/** The uploads of this process, and what bounds them (docs/spec/operations.md, Limits; why: docs/threat-model.md). */
@ApplicationScoped
class Uploads {
    private static final Logger LOG = Logger.getLogger(Uploads.class);
    private static final String DIRECTORY = "uploads";
    private static final String ALL = "all";
    private static final String UNPROVEN = "unproven";
    private static final int WRITERS = 2;

    private final SessionConfig.Limits limits;
    private final UploadMetrics metrics;
    private final BodySpool.Space space;
    private final WorkerExecutor writers;
    private final UploadQueue queue;
    private final Shares onTheirWay = new Shares();
    private final int running;

    Uploads(Vertx vertx, SessionConfig config, DatabaseConfig database, ProcessConfig process, UploadMetrics metrics) {
        this.limits = config.limits();
        this.metrics = metrics;
        this.space = new BodySpool.Space(
                process.dataDir().resolve(DIRECTORY), limits.uploads().spool().asLongValue());
        // The other half is for queries, the aggregation and the heartbeats of exports.
        this.running = Math.min(limits.uploads().running(), database.poolSize() / 2);
        this.writers = vertx.createSharedWorkerExecutor("upload-writer", WRITERS, 1, TimeUnit.MINUTES);
        this.queue = new UploadQueue(
                vertx,
                vertx.createSharedWorkerExecutor("upload", running, 1, TimeUnit.DAYS),
                limits.uploads().maxWait());
    }

    void begin(@Observes StartupEvent starting) {
        metrics.show(() -> onTheirWay.taken(ALL), queue::waiting, () -> queue.running(ALL));
        try {
            space.sweep();
        } catch (IOException failure) {
            LOG.warnf("Old uploads cannot be removed from the data directory: %s", failure.getMessage());
        }
    }

    /** Takes the body of a request; see {@link Upload#take}. */
    Uni<IntakeResult> take(
            RoutingContext context, BodyProof proof, String projectId, Function<InputStream, IntakeResult> records) {
        return new Upload(this, context, proof, projectId).take(records);
    }

    BodySpool newBody(boolean proven) {
        return space.open(proven);
    }

    BodyReception reception(HttpServerRequest request, BodyProof proof, BodySpool body) {
        long maxBytes = limits.body().asLongValue();
        return new BodyReception(request, proof, body, proof.isProven() ? pace() : unprovenPace(), maxBytes, writers);
    }

    UploadQueue queue() {
        return queue;
    }

    UploadMetrics metrics() {
        return metrics;
    }

    Shares onTheirWay() {
        return onTheirWay;
    }

    /** Of what may be on its way, for a caller who is certain. */
    List<Share> sharesOf(String caller, String projectId) {
        return List.of(
                new Share(ALL, Integer.MAX_VALUE),
                new Share(caller, limits.uploads().perCaller()),
                new Share(project(projectId), limits.uploads().perProject()));
    }

    /** Of what may be on its way, for somebody at this address. */
    List<Share> sharesOf(String address) {
        return List.of(
                new Share(ALL, Integer.MAX_VALUE),
                new Share(UNPROVEN, limits.uploads().unproven()),
                new Share("address " + address, limits.uploads().unprovenPerAddress()));
    }

    /** Of the threads. */
    List<Share> threadsOf(String caller, String projectId) {
        return List.of(
                new Share(ALL, running),
                new Share(caller, limits.uploads().runningPerCaller()),
                new Share(project(projectId), limits.uploads().runningPerProject()));
    }

    private Pace pace() {
        return new Pace(
                limits.uploads().minRate().asLongValue(),
                limits.uploads().rateWindow(),
                limits.uploads().maxTime());
    }

    private Pace unprovenPace() {
        return new Pace(
                limits.uploads().unprovenMinRate().asLongValue(),
                limits.uploads().unprovenRateWindow(),
                limits.uploads().unprovenMaxTime());
    }

    private static String project(String projectId) {
        return "project " + projectId;
    }
}
