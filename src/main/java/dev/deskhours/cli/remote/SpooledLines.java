package dev.deskhours.cli.remote;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines that wait in a temporary file, which goes when it is closed. */
final class SpooledLines implements AutoCloseable {
    private final Path file;
    private final OutputStream lines;

    SpooledLines() {
        try {
            this.file = Files.createTempFile("deskhours-", ".ndjson");
            this.lines = new BufferedOutputStream(Files.newOutputStream(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void add(byte[] line) {
        try {
            lines.write(line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All of them; no more are added. */
    InputStream body() {
        try {
            lines.close();
            return Files.newInputStream(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
