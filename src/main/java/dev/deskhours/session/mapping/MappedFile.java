package dev.deskhours.session.mapping;

import java.io.IOException;
import java.io.InputStream;

import dev.deskhours.session.mapping.source.Source;

/**
 * A file that a mapping reads.
 *
 * @param name for messages; empty if there is but one
 * @param source how it is written
 * @param opening gives its plain bytes, which are closed when they were read
 */
public record MappedFile(String name, Source source, Opening opening) {
    /** Opens a file. */
    public interface Opening {
        InputStream open() throws IOException;
    }
}
