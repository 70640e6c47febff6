package dev.deskhours.db.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/**
 * Where the PostgreSQL programs are unpacked: beside the data, because cleaners of the temporary directory would take
 * them away from under a running server.
 */
record ServerBinaries(Path directory) {
    /** The library writes it last into a directory of unpacked programs. */
    private static final String WHOLE = ".exists";

    static ServerBinaries in(Path dataDirectory) {
        return new ServerBinaries(dataDirectory.resolve("postgresql-binaries"));
    }

    Path unpacked() {
        return directory.resolve("unpacked");
    }

    /** A place for the library to tidy up in: its default is in the temporary directory, among the things of others. */
    Path unused() {
        return directory.resolve("unused");
    }

    void prepare() {
        try {
            Files.createDirectories(unpacked());
            // The library lets everybody write where it unpacks, so nobody else may get that far.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            deleteHalfUnpacked();
        } catch (IOException | UncheckedIOException e) {
            throw new StartException("Cannot prepare " + directory + ": " + e, e);
        }
    }

    /** The library cannot unpack over what an interrupted unpacking left behind. */
    private void deleteHalfUnpacked() throws IOException {
        for (Path version : versions()) {
            if (Files.notExists(version.resolve(WHOLE))) {
                ClusterCreation.deleteTree(version);
            }
        }
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> paths = Files.list(unpacked())) {
            return paths.toList();
        }
    }
}
