package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The exclusive right to one data directory, held from {@link #acquire} to {@link #close} or to the end of the process. */
final class DataDirectoryLock implements AutoCloseable {
    private static final String FILE_NAME = "deskhours.lock";
    private static final String HELD_PROPERTY = "dev.deskhours.db.locked:";

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * @param directory an existing directory, as a real path
     * @throws DataDirectoryInUseException when somebody else holds it
     */
    static DataDirectoryLock acquire(Path directory) {
        // Closing any channel of a file drops all POSIX locks this process has on it, so a second attempt in the same
        // process must not even open the file. A system property is seen across class loaders, a static field is not.
        if (System.getProperties().putIfAbsent(HELD_PROPERTY + directory, "") != null) {
            throw new DataDirectoryInUseException(directory);
        }
        try {
            return new DataDirectoryLock(directory, openLocked(directory));
        } catch (RuntimeException e) {
            System.clearProperty(HELD_PROPERTY + directory);
            throw e;
        }
    }

    private static FileChannel openLocked(Path directory) {
        Path file = directory.resolve(FILE_NAME);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new DataDirectoryInUseException(directory);
            }
            return channel;
        } catch (IOException e) {
            throw new DatabaseStartException("Cannot lock " + file + ": " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot release " + directory.resolve(FILE_NAME) + ": " + e, e);
        } finally {
            System.clearProperty(HELD_PROPERTY + directory);
        }
    }
}
