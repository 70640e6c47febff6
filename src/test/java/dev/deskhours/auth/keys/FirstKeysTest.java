package dev.deskhours.auth.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.auth.keys.KeysFile.KeySet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FirstKeysTest {
    @TempDir
    Path directory;

    @Test
    void theTokenMayDoEverything() throws Exception {
        Path file = directory.resolve("keys.yaml");

        String token = FirstKeys.create(file);

        KeySet set = KeysFile.parse(Files.readAllBytes(file));
        assertThat(set.accessKeys()).isEmpty();
        assertThat(set.tokens()).containsOnlyKeys(Sha256.hex(token));
        Grant grant = set.tokens().get(Sha256.hex(token)).caller().grant();
        assertThat(grant.coversAllProjects()).isTrue();
        assertThat(Action.values()).allMatch(grant::allows);
    }

    @Test
    void theOwnerFindsTheTokenInACommentAndNobodyElseCanReadIt() throws Exception {
        Path file = directory.resolve("new").resolve("deep").resolve("keys.yaml");

        String token = FirstKeys.create(file);

        assertThat(Files.readAllLines(file)).contains("# administrator token: " + token);
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(rights(file.getParent())).isEqualTo("rwx------");
        assertThat(rights(file.getParent().getParent())).isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        assertThat(file.getParent().toFile().list()).hasSize(1);
    }

    @Test
    void everyTokenIsAnother() throws Exception {
        String one = FirstKeys.create(directory.resolve("one"));
        String other = FirstKeys.create(directory.resolve("other"));

        assertThat(one).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(other);
    }

    @Test
    void aFileThatIsThereStaysAsItIs() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.yaml"), "keys: []");

        assertThatThrownBy(() -> FirstKeys.create(file)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(file).hasContent("keys: []");
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void manyStartsAtOnceMakeOneFile() throws Exception {
        Path file = directory.resolve("keys.yaml");
        int starts = 8;
        CyclicBarrier together = new CyclicBarrier(starts);
        ExecutorService threads = Executors.newFixedThreadPool(starts);
        Callable<String> start = () -> {
            together.await();
            return tokenOrNothing(file);
        };
        List<String> tokens = new ArrayList<>();
        for (Future<String> made : threads.invokeAll(Collections.nCopies(starts, start))) {
            tokens.add(made.get());
        }
        threads.shutdown();

        assertThat(tokens).filteredOn(token -> !token.isEmpty()).hasSize(1);
        tokens.removeIf(String::isEmpty);
        assertThat(KeysFile.parse(Files.readAllBytes(file)).tokens()).containsOnlyKeys(Sha256.hex(tokens.get(0)));
        assertThat(directory.toFile().list()).hasSize(1);
    }

    private static String tokenOrNothing(Path file) throws IOException {
        try {
            return FirstKeys.create(file);
        } catch (FileAlreadyExistsException late) {
            return "";
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
