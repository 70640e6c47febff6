package dev.deskhours.web;

import java.util.concurrent.CompletionException;

import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is answered for what went wrong, and for what went wrong while that was undone. */
class ErrorAnswersFailuresTest {
    private final ApiException refused = new ApiException(ErrorCode.TOO_MANY_REQUESTS, "wait");
    private final Exception lost = new PgException("going down", "FATAL", "57P01", "");

    private final ErrorAnswers answers = new ErrorAnswers();

    @Test
    void theFirstOfSeveralCounts() {
        assertThat(status(new CompositeException(refused, lost))).isEqualTo(429);
        assertThat(status(new CompletionException(new CompositeException(lost, lost))))
                .isEqualTo(503);
        assertThat(status(new CompositeException(new IllegalStateException("a mistake"), refused)))
                .isEqualTo(500);
    }

    private int status(Throwable failure) {
        return answers.ofAnything(failure).getStatus();
    }
}
