package dev.deskhours.auth.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;

import dev.deskhours.auth.keys.KeysFile.KeysFileException;

/**
 * Replaces the keys file by a changed one, whole or not at all, one process after the other. A new file is its owner's
 * alone; one that is there keeps its owner, group and mode, by which the service may read it.
 */
final class KeysFileChange {
    private static final String NEW = """
            # Who may call Deskhours. A change is in force within 30 s.
            keys: []
            tokens: []
            """;

    private KeysFileChange() {}

    /** What a file becomes. */
    interface Edit {
        String apply(String text) throws KeysFileException;
    }

    static synchronized void of(Path file, Edit edit) throws IOException, KeysFileException {
        boolean done;
        do {
            done = Files.exists(file) ? changed(file, edit) : made(file, edit);
        } while (!done);
    }

    /** Whether it was made here; another may have been quicker. */
    private static boolean made(Path file, Edit edit) throws IOException, KeysFileException {
        try {
            FirstKeys.create(file, edit.apply(NEW));
            return true;
        } catch (FileAlreadyExistsException quicker) {
            return false;
        }
    }

    /** Whether it was still the file of this name when the lock was there. */
    private static boolean changed(Path named, Edit edit) throws IOException, KeysFileException {
        // A link stays one.
        Path file = named.toRealPath();
        Object before = identity(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || !Objects.equals(before, identity(file))) {
                return false;
            }
            replace(file, edit.apply(Files.readString(file)));
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                out.write(StandardCharsets.UTF_8.encode(text));
                out.force(true);
            }
            keepOwner(file, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void keepOwner(Path file, Path part) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes there = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes made = view.readAttributes();
        if (!there.owner().equals(made.owner())) {
            view.setOwner(there.owner());
        }
        if (!there.group().equals(made.group())) {
            view.setGroup(there.group());
        }
        view.setPermissions(there.permissions());
    }

    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
