package dev.deskhours.auth.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import dev.deskhours.auth.keys.KeysFile.KeySet;
import dev.deskhours.auth.keys.KeysFile.KeysFileException;

/**
 * What is in force, and what the keys file was like when somebody last looked.
 *
 * @param seen what tells the file of the last look from another: its hash, or why it had none
 * @param trouble why the set in force is not that of the file, if it is not
 */
record KeysState(KeySet set, String seen, Optional<String> trouble) {
    private static final String ABSENT = "absent";
    private static final String UNREADABLE = "unreadable";

    /** Before there is a file. */
    static final KeysState NONE = new KeysState(KeySet.EMPTY, ABSENT, Optional.empty());

    /** This very state where nothing has changed; the old set with a reason where the file is no good. */
    KeysState look(Path file) {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(YamlDocument.MAX_BYTES + 1);
        } catch (NoSuchFileException absent) {
            return kept(ABSENT, "the file is gone");
        } catch (IOException failure) {
            return kept(
                    UNREADABLE, "the file cannot be read (" + failure.getClass().getSimpleName() + ")");
        }
        return taken(content);
    }

    private KeysState taken(byte[] content) {
        // Neither size nor time of a file tells reliably that it has changed.
        String hash = Sha256.hex(content);
        if (hash.equals(seen)) {
            return this;
        }
        try {
            return new KeysState(KeysFile.parse(content), hash, Optional.empty());
        } catch (KeysFileException broken) {
            return kept(hash, broken.getMessage());
        }
    }

    private KeysState kept(String nowSeen, String reason) {
        return nowSeen.equals(seen) ? this : new KeysState(set, nowSeen, Optional.of(reason));
    }
}
