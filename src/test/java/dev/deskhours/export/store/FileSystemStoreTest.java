package dev.deskhours.export.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.export.store.FileStore.StoredFile;
import dev.deskhours.export.store.PartFile.OwnerOnly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class FileSystemStoreTest {
    private static final String KEY = FileStore.key("0123abcd4567ef89", 2);
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    @TempDir
    private Path parent;

    private Path directory;
    private FileSystemStore store;

    @BeforeEach
    void openStore() throws IOException {
        directory = parent.resolve("data/exports");
        store = new FileSystemStore(directory);
    }

    @Test
    void keyHoldsTheAttempt() {
        assertThat(KEY).isEqualTo("0123abcd4567ef89.2.csv");
    }

    @Test
    void publishedFileCanBeReadAndIsDescribed() throws IOException {
        StoredFile stored = publish(KEY, "abc");
        assertThat(stored)
                .isEqualTo(new StoredFile(KEY, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(content(KEY)).isEqualTo("abc");
        assertThat(names()).containsExactly(KEY);
    }

    @Test
    void emptyFileCanBePublished() throws IOException {
        StoredFile stored = publish(KEY, "");
        assertThat(stored.size()).isZero();
        assertThat(stored.sha256()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void unpublishedFileCannotBeRead() throws IOException {
        try (OpenFile file = store.create(KEY)) {
            file.write('a');
            assertThatThrownBy(() -> send(KEY)).hasCauseInstanceOf(NoSuchFileException.class);
            assertThat(names()).containsExactly(KEY + ".part");
        }
    }

    @Test
    void closingWithoutPublishingLeavesNothing() throws IOException {
        store.create(KEY).close();
        assertThat(names()).isEmpty();
    }

    @Test
    void abandonedFileIsGoneAndTakesNothingMore() throws IOException {
        OpenFile file = store.create(KEY);
        file.write('a');
        file.abandon();
        file.abandon();
        assertThat(names()).isEmpty();
        assertThatIOException().isThrownBy(() -> file.write('b'));
        assertThatIllegalStateException().isThrownBy(file::publish);
    }

    @Test
    void abandoningAfterPublishingChangesNothing() throws IOException {
        try (OpenFile file = store.create(KEY)) {
            file.publish();
            file.abandon();
        }
        assertThat(names()).containsExactly(KEY);
    }

    @Test
    void fileIsWrittenByOneAttemptOnlyOnce() throws IOException {
        try (OpenFile first = store.create(KEY)) {
            assertThatThrownBy(() -> store.create(KEY)).isInstanceOf(FileAlreadyExistsException.class);
            first.publish();
        }
        assertThatThrownBy(() -> store.create(KEY)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(publish(FileStore.key("0123abcd4567ef89", 3), "x").size()).isOne();
    }

    @Test
    void deletedFileIsGoneAndDeletingAgainIsNoError() throws IOException {
        publish(KEY, "abc");
        store.delete(KEY);
        store.delete(KEY);
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "/etc/passwd",
                "a\\b",
                ".hidden",
                "a\u0000b",
                "a b",
                "é",
                "a.part",
                "a\n"
            })
    void keysThatCouldLeaveTheDirectoryAreRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.create(key));
        assertThatIllegalArgumentException().isThrownBy(() -> send(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.path(key));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path secret = Files.writeString(parent.resolve("secret"), "secret");
        Files.createSymbolicLink(directory.resolve("link"), secret);
        assertThatThrownBy(() -> send("link")).hasCauseInstanceOf(IOException.class);
        store.delete("link");
        assertThat(secret).exists();
    }

    @Test
    void sweepRemovesOldFilesNobodyKnows() throws IOException {
        aged("known.1.csv", NOW.minusSeconds(100));
        aged("lost.1.csv", NOW.minusSeconds(100));
        aged("crashed.1.csv.part", NOW.minusSeconds(100));
        aged("running.1.csv.part", NOW.minusSeconds(100));
        aged("young.1.csv", NOW.minusSeconds(10));
        aged("young.2.csv.part", NOW.minusSeconds(10));
        aged(".not-ours", NOW.minusSeconds(100));

        int removed = store.sweep(Set.of("known.1.csv", "running.1.csv")::contains, NOW.minusSeconds(60));

        assertThat(removed).isEqualTo(2);
        assertThat(names())
                .containsExactlyInAnyOrder(
                        ".not-ours", "known.1.csv", "running.1.csv.part", "young.1.csv", "young.2.csv.part");
    }

    @Test
    void sweepLeavesDirectoriesAlone() throws IOException {
        Files.createDirectory(directory.resolve("folder"));
        assertThat(store.sweep(key -> false, Instant.MAX)).isZero();
        assertThat(names()).containsExactly("folder");
    }

    @Test
    void onlyTheOwnerMayReadFiles() throws IOException {
        assumeThat(OwnerOnly.isPosix(directory)).isTrue();
        publish(KEY, "abc");
        assertThat(rights(directory)).isEqualTo("rwx------");
        assertThat(rights(store.path(KEY))).isEqualTo("rw-------");
    }

    @Test
    void directoryThatIsThereIsTakenAsItIs() throws IOException {
        publish(KEY, "abc");
        new FileSystemStore(directory);
        assertThat(Files.size(store.path(KEY))).isEqualTo(3);
    }

    @Test
    void directoryCannotBeFile() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatIOException().isThrownBy(() -> new FileSystemStore(file));
    }

    @Test
    void storeIsWritableWhileItsDirectoryIsThere() throws IOException {
        assertThat(store.isWritable()).isTrue();
        assertThat(names()).isEmpty();
        Files.delete(directory);
        assertThat(store.isWritable()).isFalse();
    }

    private StoredFile publish(String key, String content) throws IOException {
        try (OpenFile file = store.create(key)) {
            file.write(content.getBytes(StandardCharsets.UTF_8));
            return file.publish();
        }
    }

    private String content(String key) throws IOException {
        return Files.readString(store.path(key));
    }

    /** For what is refused before the response is touched. */
    private void send(String key) {
        store.send(key, 0, 1, null).await().indefinitely();
    }

    private void aged(String name, Instant modified) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
