package dev.deskhours.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

import dev.deskhours.web.ApiException;

/**
 * Where uploads that have been received wait for a thread: in their order, but past those whose caller or project has
 * its share of the threads already (docs/spec/operations.md, Limits). Nobody waits for ever.
 */
final class UploadQueue {
    private static final long RETRY_SECONDS = 5;

    private final Vertx vertx;
    private final WorkerExecutor threads;
    private final Duration maxWait;
    private final Shares running = new Shares();
    private final Set<Turn> waiting = new LinkedHashSet<>();

    /** How much of something each of its users has. */
    static final class Shares {
        private final Map<String, Integer> taken = new HashMap<>();

        /** A part of what {@code user} may have at most. */
        record Share(String user, int max) {}

        /** Takes all of them, or none if one of their users has its most already. */
        synchronized boolean take(List<Share> shares) {
            boolean all = shares.stream().allMatch(share -> taken.getOrDefault(share.user(), 0) < share.max());
            if (all) {
                shares.forEach(share -> taken.merge(share.user(), 1, Integer::sum));
            }
            return all;
        }

        synchronized void giveBack(List<Share> shares) {
            shares.forEach(
                    share -> taken.computeIfPresent(share.user(), (user, count) -> count == 1 ? null : count - 1));
        }

        synchronized int taken(String user) {
            return taken.getOrDefault(user, 0);
        }
    }

    private final class Turn {
        private final List<Shares.Share> shares;
        private final Callable<IntakeResult> work;
        private final UniEmitter<? super IntakeResult> emitter;
        private final Context context = Vertx.currentContext();
        private final long timer;

        Turn(List<Shares.Share> shares, Callable<IntakeResult> work, UniEmitter<? super IntakeResult> emitter) {
            this.shares = shares;
            this.work = work;
            this.emitter = emitter;
            this.timer = vertx.setTimer(Math.max(1, maxWait.toMillis()), late -> giveUp(this));
        }

        /** On the context of its own request, which the log tells of. */
        void begin() {
            vertx.cancelTimer(timer);
            context.runOnContext(go -> threads.executeBlocking(work, false).onComplete(done -> {
                running.giveBack(shares);
                beginNext();
                if (done.succeeded()) {
                    emitter.complete(done.result());
                } else {
                    emitter.fail(done.cause());
                }
            }));
        }
    }

    UploadQueue(Vertx vertx, WorkerExecutor threads, Duration maxWait) {
        this.vertx = vertx;
        this.threads = threads;
        this.maxWait = maxWait;
    }

    /**
     * Does the work on a thread of its own.
     *
     * @param shares of the threads, which it has while it runs
     * @return fails with 429 if its turn does not come in time
     */
    Uni<IntakeResult> run(List<Shares.Share> shares, Callable<IntakeResult> work) {
        return Uni.createFrom().emitter(emitter -> {
            Turn turn = new Turn(shares, work, emitter);
            synchronized (waiting) {
                waiting.add(turn);
            }
            beginNext();
        });
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    int running(String user) {
        return running.taken(user);
    }

    private void beginNext() {
        List<Turn> next = new ArrayList<>();
        synchronized (waiting) {
            for (Iterator<Turn> turns = waiting.iterator(); turns.hasNext(); ) {
                Turn turn = turns.next();
                if (running.take(turn.shares)) {
                    turns.remove();
                    next.add(turn);
                }
            }
        }
        next.forEach(Turn::begin);
    }

    private void giveUp(Turn turn) {
        boolean waited;
        synchronized (waiting) {
            waited = waiting.remove(turn);
        }
        if (waited) {
            turn.emitter.fail(ApiException.tooMany(
                    "other uploads of this caller or project are still being stored; try again later", RETRY_SECONDS));
        }
    }
}
