package dev.deskhours.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.session.UploadQueue.Shares.Share;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadQueueTest {
    private static final IntakeResult DONE = new IntakeResult(1, 1, 0, 0);

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goOn.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aProjectThatHasItsShareDoesNotHoldUpAnother() {
        UploadQueue queue = queue(4, Duration.ofMinutes(1));
        List<CompletableFuture<IntakeResult>> busy = new ArrayList<>();
        for (int count = 0; count < 10; count++) {
            busy.add(run(queue, "busy", this::blocked));
        }
        assertThat(run(queue, "other", () -> DONE).join()).isEqualTo(DONE);
        assertThat(queue.waiting()).isEqualTo(8);
        assertThat(queue.running("busy")).isEqualTo(2);

        goOn.countDown();
        assertThat(busy).allSatisfy(upload -> assertThat(upload.join()).isEqualTo(DONE));
        assertThat(queue.waiting()).isZero();
        assertThat(queue.running("all")).isZero();
    }

    @Test
    void nobodyWaitsForEver() {
        UploadQueue queue = queue(4, Duration.ofMillis(50));
        run(queue, "busy", this::blocked);
        run(queue, "busy", this::blocked);
        CompletableFuture<IntakeResult> late = run(queue, "busy", () -> DONE);

        assertThatThrownBy(late::join).cause().isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
            assertThat(refused.retryAfterSeconds()).isPresent();
        });
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aFailureGivesTheShareBack() {
        UploadQueue queue = queue(1, Duration.ofMinutes(1));
        CompletableFuture<IntakeResult> bad = run(queue, "one", () -> {
            throw ApiException.brokenRule("bad");
        });
        assertThatThrownBy(bad::join).hasRootCauseMessage("bad");
        assertThat(run(queue, "one", () -> DONE).join()).isEqualTo(DONE);
    }

    private IntakeResult blocked() {
        try {
            goOn.await();
            return DONE;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private UploadQueue queue(int threads, Duration maxWait) {
        return new UploadQueue(vertx, vertx.createSharedWorkerExecutor("test-upload", threads), maxWait);
    }

    private CompletableFuture<IntakeResult> run(UploadQueue queue, String project, Callable<IntakeResult> work) {
        CompletableFuture<IntakeResult> result = new CompletableFuture<>();
        CountDownLatch queued = new CountDownLatch(1);
        vertx.runOnContext(go -> {
            queue.run(List.of(new Share("all", 4), new Share(project, 2)), work)
                    .subscribe()
                    .with(result::complete, result::completeExceptionally);
            queued.countDown();
        });
        try {
            queued.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return result;
    }
}
