package dev.deskhours.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.deskhours.session.format.BodyEncoding;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.mapping.source.FileHead;
import dev.deskhours.web.ApiException;

/** A file of the command line; {@code -} is standard input. Files that end in .gz are unpacked. */
record InputFile(String name) {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** One for the process: what was looked at before the framework starts is there to be read afterwards. */
    private static final BufferedInputStream STANDARD_INPUT = new BufferedInputStream(System.in, BUFFER_BYTES);

    boolean isStandardInput() {
        return name.equals("-");
    }

    /** @throws UserError that says why it cannot be read */
    void check() {
        if (!isStandardInput() && Files.isDirectory(Path.of(name))) {
            throw new UserError(name + " is a directory; name its files");
        }
        head();
    }

    BufferedInputStream open() throws IOException {
        if (isStandardInput()) {
            return new BufferedInputStream(new Unclosed(STANDARD_INPUT), BUFFER_BYTES);
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(Path.of(name)), BUFFER_BYTES);
        return new BufferedInputStream(BodyEncoding.ofFileName(name).decode(bytes, Long.MAX_VALUE), BUFFER_BYTES);
    }

    /** Its first kilobytes; they are read again by whoever opens it. */
    FileHead head() {
        try {
            if (isStandardInput()) {
                return FileHead.of(STANDARD_INPUT);
            }
            try (BufferedInputStream body = open()) {
                return FileHead.of(body);
            }
        } catch (IOException failure) {
            throw unreadable(failure);
        } catch (ApiException wrong) {
            throw new UserError(name + ": " + wrong.getMessage());
        }
    }

    /** Our own format, by its name. */
    BodyFormat ownFormat() {
        if (isStandardInput()) {
            return BodyFormat.NDJSON;
        }
        return BodyFormat.ofFileName(name)
                .orElseThrow(
                        () -> new UserError(
                                name + " is of no form that is recognised, and does not end in .csv, "
                                        + ".ndjson, .jsonl or .json (or .gz); say what it is with --format, one of: deskhours mappings"));
    }

    UserError unreadable(IOException failure) {
        String reason = failure instanceof NoSuchFileException ? "there is no such file" : failure.getMessage();
        return new UserError(name + " cannot be read: " + reason);
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
