package dev.deskhours.export.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.deskhours.export.task.ExportQueue.CorruptRequestException;
import dev.deskhours.web.UnreachableDatabase;

/** What the owner of a task is told about a failure (docs/spec/api.md, The task). */
final class FailReason {
    private static final String NOT_WRITTEN = "the file could not be written: the space for exports may be full";
    private static final String CORRUPT_REQUEST =
            "the parameters kept with the task cannot be read; start the export again";
    private static final String UNEXPECTED =
            "an unexpected error; try again, or ask the operator: the log has it under the task id";

    private FailReason() {}

    /** Nothing, if it is the database that fails: that is no fault of the task. */
    static Optional<String> of(Throwable failure) {
        // What the database's connections throw is never checked; this is of the file.
        if (failure instanceof IOException) {
            return Optional.of(NOT_WRITTEN);
        }
        if (UnreachableDatabase.isCauseOf(failure)) {
            return Optional.empty();
        }
        if (failure instanceof CorruptRequestException) {
            return Optional.of(CORRUPT_REQUEST);
        }
        // Deeper down an IOException may be about anything.
        return Optional.of(failure instanceof UncheckedIOException ? NOT_WRITTEN : UNEXPECTED);
    }
}
