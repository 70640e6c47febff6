package dev.deskhours.export.store;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Predicate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

/**
 * Where exported files are kept until they are downloaded or expire. A file can be read under its key only when it is
 * complete. Safe for use by any number of threads, and by several processes on the same storage.
 *
 * <p>Every method that takes a key throws {@link IllegalArgumentException} if it is not 1..200 of
 * {@code A-Z a-z 0-9 . _ -} with no dot first, or ends in {@code .part}.
 */
public interface FileStore {
    /**
     * A file that is complete and durable.
     *
     * @param size in bytes
     * @param sha256 of its bytes, 64 lower-case hexadecimal digits
     */
    record StoredFile(String key, long size, String sha256) {}

    /**
     * The key of the file that one attempt at a task makes. It holds the attempt, so that a worker that lost its lease can
     * never overwrite the file of the one that took over (docs/spec/data.md, Published files).
     */
    static String key(String taskId, int attempt) {
        return FileKey.checked(taskId + "." + attempt + ".csv");
    }

    /**
     * Begins a file, which nobody can open before {@link OpenFile#publish()}.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the key is being written or was published
     */
    OpenFile create(String key) throws IOException;

    /**
     * Sends a part of a published file as the body of a response, whose headers are set, as fast as the caller reads. Whoever
     * is sent a file while it is deleted still gets all of it.
     *
     * @return fails with {@link java.nio.file.NoSuchFileException} if there is no published file of this key
     */
    Uni<Void> send(String key, long first, long length, HttpServerResponse response);

    /** Removes a published file; one that is not there is no error. */
    void delete(String key) throws IOException;

    /**
     * Removes what crashed workers and lost leases left behind: files, finished or not, whose key no task knows.
     *
     * @param known whether a task refers to a key, also to that of a file still being written
     * @param olderThan younger files stay, known or not, because their task may not have recorded them yet
     * @return how many were removed
     */
    int sweep(Predicate<String> known, Instant olderThan) throws IOException;

    /** Whether a file could be created now. */
    boolean isWritable();
}
