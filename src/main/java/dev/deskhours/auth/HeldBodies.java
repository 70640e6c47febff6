package dev.deskhours.auth;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/**
 * Reads bodies that are held in memory: each up to a length, for a time, and all that the process holds at once up to
 * a number of bytes (docs/spec/operations.md, Limits). Who has proven nothing yet gets less of each, of a share of its
 * own that others do not need.
 */
@ApplicationScoped
class HeldBodies {
    /** What part of all bytes may be held for those who have proven nothing. */
    private static final int UNPROVEN_SHARE = 4;

    private static final long RETRY_SECONDS = 1;

    private final RequestLimits limits;
    private final AtomicLong freeForProven;
    private final AtomicLong freeForUnproven;

    HeldBodies(RequestLimits limits) {
        this.limits = limits;
        long all = limits.heldBodies().asLongValue();
        this.freeForUnproven = new AtomicLong(all / UNPROVEN_SHARE);
        this.freeForProven = new AtomicLong(all - all / UNPROVEN_SHARE);
    }

    /**
     * Reads the body of a request; it counts as held until the request is answered.
     *
     * @param proven whether the sender is known for certain
     * @return the body, empty if there is none; fails with 413 if it is too long, 429 if others' are held, 400 if it does
     *     not come, or not whole
     */
    Uni<byte[]> read(RoutingContext context, boolean proven) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return Uni.createFrom().item(new byte[0]);
        }
        long max = (proven ? limits.jsonBody() : limits.unprovenBody()).asLongValue();
        Body body = new Body(request, context.vertx(), max, proven ? freeForProven : freeForUnproven);
        context.addEndHandler(answered -> body.release());
        return Uni.createFrom().<byte[]>emitter(body::read);
    }

    /** One body on its way. All of it happens on the event loop of its connection. */
    private final class Body {
        private final HttpServerRequest request;
        private final Vertx vertx;
        private final long max;
        private final AtomicLong free;
        private final Buffer bytes = Buffer.buffer();
        private long reserved;
        private long timer;

        private Body(HttpServerRequest request, Vertx vertx, long max, AtomicLong free) {
            this.request = request;
            this.vertx = vertx;
            this.max = max;
            this.free = free;
        }

        private void read(UniEmitter<? super byte[]> emitter) {
            Duration patience = limits.bodyTime();
            timer = vertx.setTimer(
                    patience.toMillis(),
                    late -> refuse(
                            emitter,
                            ApiException.brokenRule("the body did not come within " + patience.toSeconds() + " s")));
            request.handler(part -> take(part, emitter));
            request.exceptionHandler(
                    failure -> refuse(emitter, ApiException.brokenRule("the body cannot be read to its end")));
            request.endHandler(end -> complete(emitter));
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            request.resume();
        }

        private void take(Buffer part, UniEmitter<? super byte[]> emitter) {
            if (bytes.length() + part.length() > max) {
                refuse(
                        emitter,
                        new ApiException(
                                ErrorCode.BODY_TOO_LARGE, "the body is longer than " + max + " bytes" + advice()));
            } else if (!reserve(part.length())) {
                refuse(emitter, ApiException.tooMany("too many bodies are held in memory; try again", RETRY_SECONDS));
            } else {
                bytes.appendBuffer(part);
            }
        }

        private String advice() {
            return free == freeForUnproven ? ", which may be longer if X-Sdk-Content-Sha256 declares its hash" : "";
        }

        private void complete(UniEmitter<? super byte[]> emitter) {
            vertx.cancelTimer(timer);
            emitter.complete(bytes.getBytes());
        }

        /** Reads no further: what may still come is not waited for. */
        private void refuse(UniEmitter<? super byte[]> emitter, ApiException reason) {
            vertx.cancelTimer(timer);
            request.handler(null);
            if (!request.response().headWritten()) {
                request.response().putHeader(HttpHeaders.CONNECTION, "close");
            }
            emitter.fail(reason);
        }

        private boolean reserve(int length) {
            if (free.addAndGet(-length) < 0) {
                free.addAndGet(length);
                return false;
            }
            reserved += length;
            return true;
        }

        private void release() {
            free.addAndGet(reserved);
            reserved = 0;
        }
    }
}
