package dev.deskhours.auth.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class KeysTest {
    private static final Duration A_WHILE = Duration.ofSeconds(11);
    private static final Duration QUIET_TIME = Duration.ofSeconds(31);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<Runnable> atWork = new ArrayDeque<>();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("keys.yaml");
    }

    @Test
    void findsKeysByTheirIdsAndTokensByThemselves() throws IOException {
        Files.writeString(file, """
                keys:
                  - {access_key: AK-1, secret_key: one, projects: [office], actions: ["*"]}
                tokens:
                  - {token_sha256: %s, projects: [lab], actions: ["*"]}
                """.formatted(Sha256.hex("the-token")));
        Keys keys = started();

        assertThat(keys.accessKey("AK-1"))
                .get()
                .extracting(AccessKey::secretKey)
                .isEqualTo("one");
        assertThat(keys.accessKey("AK-2")).isEmpty();
        assertThat(keys.accessKey("")).isEmpty();
        assertThat(keys.token("the-token").orElseThrow().caller().grant().covers("lab"))
                .isTrue();
        assertThat(keys.token("the-token ")).isEmpty();
        assertThat(keys.token(Sha256.hex("the-token"))).isEmpty();
        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.fileStatus()).isEqualTo("ok");
    }

    @Test
    void aChangeIsSeenInTheBackgroundAndQuestionsDoNotWaitForIt() throws IOException {
        write("AK-1");
        Keys keys = started(atWork::add);
        write("AK-2");

        assertThat(keys.accessKey("AK-2")).isEmpty();
        assertThat(atWork).isEmpty();

        pass(A_WHILE);
        assertThat(keys.accessKey("AK-2")).isEmpty();
        assertThat(keys.accessKey("AK-1")).isPresent();
        assertThat(atWork).as("one look for any number of questions").hasSize(1);

        atWork.remove().run();
        assertThat(keys.accessKey("AK-2")).isPresent();
        assertThat(keys.accessKey("AK-1")).isEmpty();
        assertThat(atWork).isEmpty();
    }

    @Test
    void afterAQuietTimeTheFirstCallerCanWaitForALook() throws IOException {
        write("AK-1");
        Keys keys = started(atWork::add);
        Files.writeString(file, "keys: []");
        assertThat(ready(keys)).isDone();

        pass(QUIET_TIME);
        CompletableFuture<Void> first = ready(keys);
        CompletableFuture<Void> second = ready(keys);
        assertThat(first).isNotDone();

        atWork.remove().run();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(atWork).isEmpty();
        assertThat(keys.accessKey("AK-1")).as("withdrawn").isEmpty();
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsSeen() throws IOException {
        write("AK-1");
        FileTime time = Files.getLastModifiedTime(file);
        Keys keys = started();
        write("AK-2");
        Files.setLastModifiedTime(file, time);

        pass(A_WHILE);
        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.accessKey("AK-2")).isPresent();
    }

    @Test
    void aFileThatIsPutInPlaceOfTheOldOneIsSeen() throws IOException {
        write("AK-1");
        Keys keys = started();
        Path other = Files.writeString(directory.resolve("other"), content("AK-2"));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        pass(A_WHILE);
        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.accessKey("AK-2")).isPresent();
    }

    @Test
    void aLinkThatIsTurnedToAnotherDirectoryIsSeen() throws IOException {
        Path current = directory.resolve("..data");
        Files.createSymbolicLink(current, mounted("first", "AK-1"));
        Files.createSymbolicLink(file, Path.of("..data", "keys.yaml"));
        Keys keys = started();
        Path next = directory.resolve("..data_tmp");
        Files.createSymbolicLink(next, mounted("second", "AK-2"));
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);

        pass(A_WHILE);
        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.accessKey("AK-2")).isPresent();
        assertThat(keys.accessKey("AK-1")).isEmpty();
    }

    @Test
    void aBrokenFileLeavesTheLastGoodSetInForceAndIsToldOnce() throws IOException {
        write("AK-1");
        Keys keys = started();
        try (LogLines log = new LogLines(Keys.class)) {
            Files.writeString(file, content("AK-2").replace("secret_key: x", "secret_key: ''"));
            for (int look = 0; look < 3; look++) {
                pass(A_WHILE);
                assertThat(keys.accessKey("AK-1")).isPresent();
            }
            assertThat(log.warnings())
                    .containsExactly(
                            "WARN " + file + ": keys entry 1, line 2: secret_key is empty. The last good set is kept");
            assertThat(keys.fileStatus())
                    .isEqualTo("kept the last good set: keys entry 1, line 2: secret_key is empty");
            assertThat(gauge("deskhours.auth.keys.file.ok")).isZero();
            assertThat(gauge("deskhours.auth.access.keys")).isEqualTo(1);

            Files.writeString(file, "keys: ");
            pass(A_WHILE);
            assertThat(keys.accessKey("AK-1")).isPresent();
            assertThat(log.warnings()).as("another change").hasSize(2);

            write("AK-3");
            pass(A_WHILE);
            keys.fileStatus();
            assertThat(keys.accessKey("AK-3")).isPresent();
            assertThat(keys.fileStatus()).isEqualTo("ok");
            assertThat(gauge("deskhours.auth.keys.file.ok")).isEqualTo(1);
            assertThat(log.all()).hasSize(3).last().isEqualTo("INFO " + file + ": read anew");
        }
    }

    @Test
    void aFileThatIsGoneLeavesTheLastGoodSetInForceAndMayComeBackAsItWas() throws IOException {
        write("AK-1");
        Keys keys = started();
        Files.delete(file);

        assertThat(keys.reload()).contains("the file is gone");
        assertThat(keys.accessKey("AK-1")).isPresent();
        assertThat(gauge("deskhours.auth.keys.file.ok")).isZero();

        write("AK-1");
        assertThat(keys.reload()).isEmpty();
        assertThat(keys.fileStatus()).isEqualTo("ok");
        assertThat(gauge("deskhours.auth.keys.file.ok")).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadSaysSo() throws IOException {
        Files.createDirectory(file);
        assertThat(keys(Runnable::run).reload()).contains("the file cannot be read (IOException)");
    }

    @Test
    void withoutAFileThereAreNoKeysUntilOneComes() throws IOException {
        Keys keys = started();
        try (LogLines log = new LogLines(Keys.class)) {
            assertThat(keys.isEmpty()).isTrue();
            assertThat(keys.fileStatus()).isEqualTo("none");
            assertThat(gauge("deskhours.auth.keys.file.ok")).isEqualTo(1);
            pass(A_WHILE);
            assertThat(keys.fileStatus()).isEqualTo("none");
            assertThat(log.all()).isEmpty();
        }
        write("AK-1");
        pass(A_WHILE);
        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.accessKey("AK-1")).isPresent();
    }

    @Test
    void metricsCountWhatIsInForceAndHaveTheFileLookedAt() throws IOException {
        write("AK-1");
        started();
        assertThat(gauge("deskhours.auth.access.keys")).isEqualTo(1);
        assertThat(gauge("deskhours.auth.tokens")).isZero();

        Files.writeString(
                file, "tokens: [{token_sha256: %s, projects: [p], actions: ['*']}]".formatted("a".repeat(64)));
        pass(A_WHILE);
        gauge("deskhours.auth.tokens");
        assertThat(gauge("deskhours.auth.tokens")).isEqualTo(1);
        assertThat(gauge("deskhours.auth.access.keys")).isZero();
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepTheFileUnread() throws IOException {
        write("AK-1");
        Keys keys = started();
        write("AK-2");

        pass(Duration.ofHours(-1));
        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.accessKey("AK-2")).isPresent();
    }

    @Test
    void nobodyLooksAtTheFileWhereNobodyIsAsked() throws IOException {
        write("AK-1");
        Keys keys = new Keys(config("off"), clock, registry, atWork::add);

        pass(QUIET_TIME);
        assertThat(ready(keys)).isDone();
        assertThat(keys.accessKey("AK-1")).isEmpty();
        assertThat(atWork).isEmpty();
    }

    private Keys started() {
        return started(Runnable::run);
    }

    private Keys started(Executor executor) {
        Keys keys = keys(executor);
        assertThat(keys.reload()).isEmpty();
        return keys;
    }

    private Keys keys(Executor executor) {
        return new Keys(config("on"), clock, registry, executor);
    }

    private AuthConfig config(String mode) {
        return Settings.of(
                AuthConfig.class, Map.of("deskhours.auth.mode", mode, "deskhours.auth.keys-file", file.toString()));
    }

    private static CompletableFuture<Void> ready(Keys keys) {
        return keys.upToDate().subscribeAsCompletionStage();
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private void write(String id) throws IOException {
        Files.writeString(file, content(id));
    }

    private Path mounted(String name, String id) throws IOException {
        Path mount = Files.createDirectory(directory.resolve(name));
        Files.writeString(mount.resolve("keys.yaml"), content(id));
        return mount.getFileName();
    }

    private static String content(String id) {
        return "keys:\n  - {access_key: %s, secret_key: x, projects: [p], actions: ['*']}\n".formatted(id);
    }
}
