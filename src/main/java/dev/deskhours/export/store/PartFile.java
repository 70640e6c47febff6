package dev.deskhours.export.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file of a {@link FileSystemStore} that has another name until it is complete and on disk. */
final class PartFile extends OpenFile {
    private final Path part;
    private final Path target;
    private final FileChannel channel;

    PartFile(String key, Path part, Path target) throws IOException {
        super(key);
        this.part = part;
        this.target = target;
        this.channel = FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(part));
    }

    @Override
    protected void append(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    @Override
    protected void complete() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
    }

    @Override
    protected void discard() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void syncDirectory() throws IOException {
        if (!OwnerOnly.isPosix(target)) {
            // Windows cannot open a directory as a file.
            return;
        }
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Rights for new files and directories that keep everybody but the owner out; none where the file system has no such rights. */
    static final class OwnerOnly {
        private OwnerOnly() {}

        static FileAttribute<?>[] file(Path path) {
            return rights(path, "rw-------");
        }

        static FileAttribute<?>[] directory(Path path) {
            return rights(path, "rwx------");
        }

        static boolean isPosix(Path path) {
            return path.getFileSystem().supportedFileAttributeViews().contains("posix");
        }

        private static FileAttribute<?>[] rights(Path path, String rights) {
            return isPosix(path)
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                    }
                    : new FileAttribute<?>[0];
        }
    }
}
