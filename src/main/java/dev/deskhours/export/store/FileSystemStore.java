package dev.deskhours.export.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

import dev.deskhours.export.store.PartFile.OwnerOnly;

/**
 * Files in one directory, which may be shared by several processes: {@code <key>} once published, {@code <key>.part}
 * before (docs/spec/data.md, Published files). Only the owner may read them.
 */
final class FileSystemStore implements FileStore {
    private static final String PROBE = ".probe";

    private final Path directory;

    /**
     * Opens the store, and makes its directory if it is missing; the rights of one that is there stay as they are.
     *
     * @throws IOException if there is no such directory and none can be made
     */
    FileSystemStore(Path directory) throws IOException {
        this.directory = directory;
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OwnerOnly.directory(directory));
        }
    }

    @Override
    public OpenFile create(String key) throws IOException {
        Path target = path(key);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        return new PartFile(key, directory.resolve(key + FileKey.UNFINISHED), target);
    }

    @Override
    public Uni<Void> send(String key, long first, long length, HttpServerResponse response) {
        Path file = path(key);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Uni.createFrom().failure(new NoSuchFileException(key));
        }
        return Uni.createFrom()
                .completionStage(
                        () -> response.sendFile(file.toString(), first, length).toCompletionStage())
                // Deleted since it was looked for.
                .onFailure(FileNotFoundException.class)
                .transform(failure -> new NoSuchFileException(key));
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public int sweep(Predicate<String> known, Instant olderThan) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isOrphan(file, known, olderThan) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    @Override
    public boolean isWritable() {
        Path probe = directory.resolve(PROBE);
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (FileChannel channel = FileChannel.open(probe, options, OwnerOnly.file(probe))) {
            // A full disk still lets empty files be made.
            return channel.write(ByteBuffer.wrap(new byte[1])) == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the published file of this key is, or would be. */
    Path path(String key) {
        return directory.resolve(FileKey.checked(key));
    }

    private static boolean isOrphan(Path file, Predicate<String> known, Instant olderThan) throws IOException {
        String key = keyOf(file);
        return FileKey.isValid(key) && isOlder(file, olderThan) && !known.test(key);
    }

    private static String keyOf(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(FileKey.UNFINISHED)
                ? name.substring(0, name.length() - FileKey.UNFINISHED.length())
                : name;
    }

    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            // Another process published, deleted or swept it since the directory was read.
            return false;
        }
    }
}
