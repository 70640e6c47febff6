package dev.deskhours.export.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.deskhours.web.UnreachableDatabase;

/** What the owner of a task is told about a failure. */
final class FailReason {
    private static final String NOT_WRITTEN = "the file could not be written: the space for exports may be full";
    private static final String UNEXPECTED =
            "an unexpected error; try again, or ask the operator: the log has it under the task id";

    private FailReason() {}

    /** Nothing, if the database cannot be reached: that is no fault of the task. */
    static Optional<String> of(Throwable failure) {
        if (UnreachableDatabase.isCauseOf(failure)) {
            return Optional.empty();
        }
        // Deeper down an IOException may be about anything.
        boolean notWritten = failure instanceof IOException || failure instanceof UncheckedIOException;
        return Optional.of(notWritten ? NOT_WRITTEN : UNEXPECTED);
    }
}
