package dev.deskhours.db.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
                new DirectoryTree(cluster).delete();
            }
            if (Files.notExists(cluster)) {
                Files.writeString(marker, "");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new DatabaseStartException("Cannot prepare " + cluster + ": " + e, e);
        }
    }

    void finish() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            throw new DatabaseStartException("Cannot remove " + marker + ": " + e, e);
        }
    }
}
