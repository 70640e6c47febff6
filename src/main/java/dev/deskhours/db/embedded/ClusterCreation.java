package dev.deskhours.db.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/**
 * The making of a new cluster, marked by a file until it is whole: what an interrupted making left behind holds no data
 * and is no usable cluster, so it is thrown away and made again.
 */
final class ClusterCreation {
    private final Path cluster;
    private final Path marker;

    ClusterCreation(Path cluster) {
        this.cluster = cluster;
        this.marker = cluster.resolveSibling(cluster.getFileName() + ".creating");
    }

    /** To be called only when no server runs in the cluster. */
    void begin() {
        try {
            if (Files.exists(marker)) {
                deleteTree(cluster);
            }
            if (Files.notExists(cluster)) {
                Files.writeString(marker, "");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StartException("Cannot prepare " + cluster + ": " + e, e);
        }
    }

    void finish() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw new StartException("Cannot remove " + marker + ": " + e, e);
        }
    }

    /** Symbolic links are not followed; does nothing when there is no such directory. */
    static void deleteTree(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        for (Path path : childrenFirst(root)) {
            Files.delete(path);
        }
    }

    private static List<Path> childrenFirst(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
