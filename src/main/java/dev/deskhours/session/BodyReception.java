package dev.deskhours.session;

import java.time.Duration;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import dev.deskhours.auth.BodyProof;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/**
 * Receives the body of one upload without holding a thread, a connection or a transaction for it, however slowly it
 * comes; one that comes too slowly, for too long or with too many bytes is ended (docs/spec/operations.md, Limits).
 */
final class BodyReception {
    private static final String CONTINUE = "100-continue";

    private final HttpServerRequest request;
    private final BodyProof proof;
    private final BodySpool spool;
    private final Pace pace;
    private final long maxBytes;
    private final WorkerExecutor writers;
    private final Vertx vertx = Vertx.currentContext().owner();
    private UniEmitter<? super BodySpool> emitter;
    private long timer;
    private long received;
    private long receivedBefore;
    private long windowsLeft;
    private boolean writing;
    private boolean ended;

    /**
     * How fast a body has to come.
     *
     * @param minRate bytes per second over each window
     * @param maxTime for all of it
     */
    record Pace(long minRate, Duration window, Duration maxTime) {
        long bytesPerWindow() {
            return Math.max(1, minRate * window.toMillis() / 1000);
        }
    }

    /** A body whose end was not seen. */
    static final class BrokenOff extends ApiException {
        private final String reason;

        private BrokenOff(String reason, String message) {
            super(ErrorCode.BROKEN_RULE, message);
            this.reason = reason;
        }

        /** For the metrics. */
        String reason() {
            return reason;
        }

        static BrokenOff cutOff() {
            return new BrokenOff("cut_off", "the body could not be read to its end");
        }

        static BrokenOff slow(String flaw) {
            return new BrokenOff("slow", "the body came too slowly: " + flaw);
        }

        static BrokenOff callerLeft() {
            return new BrokenOff("caller_left", "nobody waits for the answer any more");
        }
    }

    BodyReception(
            HttpServerRequest request,
            BodyProof proof,
            BodySpool spool,
            Pace pace,
            long maxBytes,
            WorkerExecutor writers) {
        this.request = request;
        this.proof = proof;
        this.spool = spool;
        this.pace = pace;
        this.maxBytes = maxBytes;
        this.writers = writers;
    }

    /**
     * Resumes the request, which Quarkus REST has paused.
     *
     * @return the whole body; fails with {@link BrokenOff} or another {@link ApiException}
     */
    Uni<BodySpool> receive() {
        return request.isEnded()
                ? Uni.createFrom().item(spool)
                : Uni.createFrom().<BodySpool>emitter(this::start);
    }

    private void start(UniEmitter<? super BodySpool> to) {
        emitter = to;
        windowsLeft = Math.max(1, pace.maxTime().dividedBy(pace.window()));
        timer = vertx.setPeriodic(pace.window().toMillis(), tick -> judgePace());
        request.handler(this::take);
        request.exceptionHandler(failure -> fail(BrokenOff.cutOff()));
        request.endHandler(end -> succeed());
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer part) {
        if (ended) {
            return;
        }
        received += part.length();
        if (received > maxBytes) {
            fail(new ApiException(ErrorCode.BODY_TOO_LARGE, "the body has more than " + maxBytes + " bytes"));
            return;
        }
        proof.update(part.getBytes());
        if (spool.append(part)) {
            write();
        }
    }

    /** Nothing more is asked for until what is there has been written. */
    private void write() {
        request.pause();
        writing = true;
        writers.executeBlocking(
                        () -> {
                            spool.write();
                            return null;
                        },
                        false)
                .onComplete(written -> {
                    writing = false;
                    if (written.failed()) {
                        fail(written.cause());
                    }
                    request.resume();
                });
    }

    private void judgePace() {
        if (--windowsLeft < 0) {
            fail(BrokenOff.slow("more than " + pace.maxTime().toSeconds() + " s"));
        } else if (!writing && received - receivedBefore < pace.bytesPerWindow()) {
            fail(BrokenOff.slow("fewer than " + pace.bytesPerWindow() + " bytes in "
                    + pace.window().toSeconds() + " s"));
        }
        receivedBefore = received;
    }

    private void succeed() {
        if (end()) {
            emitter.complete(spool);
        }
    }

    /** What is left of the body is nobody's business any more. */
    private void fail(Throwable failure) {
        if (end()) {
            emitter.fail(failure);
        }
    }

    private boolean end() {
        vertx.cancelTimer(timer);
        boolean first = !ended;
        ended = true;
        return first;
    }
}
