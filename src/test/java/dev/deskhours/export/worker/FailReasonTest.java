package dev.deskhours.export.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailReasonTest {
    @Test
    void anUnreachableDatabaseIsNoFaultOfTheTask() {
        assertThat(FailReason.of(new RuntimeException(new ConnectException("refused"))))
                .isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        assertThat(FailReason.of(new UncheckedIOException(new IOException("No space left on device"))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("could not be written"));
    }

    @Test
    void theReasonNeverShowsTheFailureItself() {
        assertThat(FailReason.of(new IllegalStateException("select secret from table")))
                .hasValueSatisfying(reason -> assertThat(reason).doesNotContain("secret"));
    }
}
