package dev.deskhours.db.embedded;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/** The exclusive right to one data directory, held from {@link #acquire} to {@link #close} or to the end of the process. */
final class DataDirectoryLock implements AutoCloseable {
    private static final String FILE_NAME = "deskhours.lock";
    private static final String HELD_PROPERTY = "dev.deskhours.db.locked:";

    /** Another Deskhours, in this process or in another one, holds the data directory. */
    static final class InUseException extends StartException {
        @Serial
        private static final long serialVersionUID = 1;

        private InUseException(Path directory) {
            super("The data directory " + directory + " is in use by another running Deskhours.");
        }
    }

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * @param directory an existing directory, as a real path
     * @throws InUseException when somebody else holds it
     */
    static DataDirectoryLock acquire(Path directory) {
        // Closing any channel of a file drops all POSIX locks this process has on it, so a second attempt in the same
        // process must not even open the file. A system property is seen across class loaders, a static field is not.
        if (System.getProperties().putIfAbsent(HELD_PROPERTY + directory, "") != null) {
            throw new InUseException(directory);
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
                throw new InUseException(directory);
            }
            return channel;
        } catch (IOException e) {
            throw new StartException("Cannot lock " + file + ": " + e, e);
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
