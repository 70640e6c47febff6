package dev.deskhours.cli.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.deskhours.cli.terminal.ProgressLine;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.session.format.BodyEncoding;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.mapping.source.FileHead;
import dev.deskhours.web.ApiException;

/**
 * A file of the command line; {@code -} is standard input. Files that end in .gz are unpacked.
 *
 * @param progress is told what was read
 */
public record InputFile(String name, ProgressLine progress) {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** One for the process: what was looked at before the framework starts is there to be read afterwards. */
    private static final BufferedInputStream STANDARD_INPUT = new BufferedInputStream(System.in, BUFFER_BYTES);

    public InputFile(String name) {
        this(name, ProgressLine.NONE);
    }

    boolean isStandardInput() {
        return name.equals("-");
    }

    /** @throws UserError that says why it cannot be read */
    public void check() {
        try {
            if (!isStandardInput() && Files.isDirectory(Path.of(name))) {
                throw new UserError(name + " is a directory; name its files");
            }
        } catch (InvalidPathException wrong) {
            throw new UserError(name + " cannot be read: it is no name of a file");
        }
        head();
    }

    /** In bytes, as it is kept; 0 for standard input. */
    public long size() {
        try {
            return isStandardInput() ? 0 : Files.size(Path.of(name));
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    BufferedInputStream open() throws IOException {
        return open(progress);
    }

    /** Its first kilobytes; they are read again by whoever opens it. */
    FileHead head() {
        try {
            if (isStandardInput()) {
                return FileHead.of(STANDARD_INPUT);
            }
            try (BufferedInputStream body = open(ProgressLine.NONE)) {
                return FileHead.of(body);
            }
        } catch (IOException failure) {
            throw unreadable(failure);
        } catch (ApiException wrong) {
            throw new UserError(name + ": " + wrong.getMessage());
        }
    }

    /** Our own format, by its name; of standard input by its beginning. */
    BodyFormat ownFormat() {
        if (isStandardInput()) {
            return head().isOwnTable() ? BodyFormat.CSV : BodyFormat.NDJSON;
        }
        return BodyFormat.ofFileName(name)
                .orElseThrow(
                        () -> new UserError(
                                name + " is of no form that is recognised, and does not end in .csv, "
                                        + ".ndjson, .jsonl or .json (or .gz); say what it is with --format, one of: deskhours mappings"));
    }

    public UserError unreadable(IOException failure) {
        String reason = failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            reason = "there is no such file";
        } else if (failure instanceof AccessDeniedException) {
            reason = "permission denied";
        }
        return new UserError(name + " cannot be read: " + reason);
    }

    private BufferedInputStream open(ProgressLine watcher) throws IOException {
        if (isStandardInput()) {
            return new BufferedInputStream(watcher.watch(new Unclosed(STANDARD_INPUT)), BUFFER_BYTES);
        }
        InputStream bytes = new BufferedInputStream(watcher.watch(Files.newInputStream(Path.of(name))), BUFFER_BYTES);
        return new BufferedInputStream(BodyEncoding.ofFileName(name).decode(bytes, Long.MAX_VALUE), BUFFER_BYTES);
    }

    /** Standard input stays open: it may be looked at and read. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The process closes it.
        }
    }
}
