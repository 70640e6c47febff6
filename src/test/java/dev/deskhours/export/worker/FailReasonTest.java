package dev.deskhours.export.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.export.task.ExportQueue.CorruptRequestException;

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

    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "28P01", "42501", "53100", "53300", "57014", "57P01", "57P03"})
    void aDatabaseThatRefusesIsNoFaultOfTheTask(String state) {
        assertThat(FailReason.of(new PgException("refused", "FATAL", state, "")))
                .isEmpty();
    }

    @Test
    void whatTheFileThrowsIsOfTheFile() {
        assertThat(FailReason.of(new SocketException("Broken pipe")))
                .as("a share of files that is reached over the network")
                .hasValueSatisfying(reason -> assertThat(reason).contains("could not be written"));
    }

    @Test
    void parametersThatCannotBeReadAreNoFullDisk() {
        IOException cause = new IOException("Unexpected end-of-input");
        assertThat(FailReason.of(new CorruptRequestException(new UncheckedIOException(cause))))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("parameters").doesNotContain("space"));
    }
}
