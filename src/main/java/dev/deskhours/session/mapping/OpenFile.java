package dev.deskhours.session.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

import dev.deskhours.session.mapping.source.Rows;
import dev.deskhours.session.mapping.source.SourceException;

/** A file that is being read; messages about it begin with its name. */
record OpenFile(MappedFile file, InputStream body, Rows rows) {
    static OpenFile open(MappedFile file, Set<String> columns) throws IOException {
        InputStream body = file.opening().open();
        try {
            return new OpenFile(file, body, file.source().open(body, columns));
        } catch (SourceException wrong) {
            body.close();
            throw new SourceException(named(file, wrong.getMessage()));
        }
    }

    boolean next() {
        try {
            return rows.next();
        } catch (SourceException wrong) {
            throw new SourceException(named(wrong.getMessage()));
        }
    }

    long linesLeftOut() {
        return rows.linesLeftOut();
    }

    String named(String message) {
        return named(file, message);
    }

    void close() {
        try {
            body.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String named(MappedFile file, String message) {
        return file.name().isEmpty() ? message : file.name() + ": " + message;
    }
}
