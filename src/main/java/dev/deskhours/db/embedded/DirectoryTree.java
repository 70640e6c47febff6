package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory with all that is in it; symbolic links are not followed. */
record DirectoryTree(Path root) {
    /** Does nothing when the directory is absent. */
    void delete() throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        for (Path path : childrenFirst()) {
            Files.delete(path);
        }
    }

    private List<Path> childrenFirst() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
