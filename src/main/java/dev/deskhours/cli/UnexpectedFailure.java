package dev.deskhours.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.UnreachableDatabase;

/** What a command says of a failure, in one line for whoever called it. */
final class UnexpectedFailure {
    private UnexpectedFailure() {}

    static String message(Exception failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ApiException || cause instanceof UserError) {
            return cause.getMessage();
        }
        return UnreachableDatabase.isCauseOf(cause)
                ? "the database cannot be reached, or not be worked with for now; try again"
                : "the command failed for a reason that it does not know; " + details(cause);
    }

    private static String details(Throwable cause) {
        try {
            Path file = Files.createTempFile("deskhours-failure", ".log");
            try (PrintWriter out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
                cause.printStackTrace(out);
            }
            return "for whoever looks after it, " + file + " has more";
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
