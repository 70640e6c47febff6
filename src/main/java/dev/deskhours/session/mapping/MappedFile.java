package dev.deskhours.session.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

import dev.deskhours.session.mapping.source.Rows;
import dev.deskhours.session.mapping.source.Source;
import dev.deskhours.session.mapping.source.SourceException;

/**
 * A file that a mapping reads. Messages about it begin with its name.
 *
 * @param name empty if there is but one
 * @param source how it is written
 * @param opening gives its plain bytes, which are closed when they were read
 */
public record MappedFile(String name, Source source, Opening opening) {
    /** Opens a file. */
    public interface Opening {
        InputStream open() throws IOException;
    }

    /** A file that is being read. */
    record Open(MappedFile file, InputStream body, Rows rows) {
        boolean next() {
            try {
                return rows.next();
            } catch (SourceException wrong) {
                throw new SourceException(file.named(wrong.getMessage()));
            }
        }

        void close() {
            try {
                body.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    Open open(Set<String> columns) {
        try {
            InputStream body = opening.open();
            try {
                return new Open(this, body, source.open(body, columns));
            } catch (SourceException wrong) {
                body.close();
                throw new SourceException(named(wrong.getMessage()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String named(String message) {
        return name.isEmpty() ? message : name + ": " + message;
    }
}
