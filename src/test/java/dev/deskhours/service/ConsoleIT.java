package dev.deskhours.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.SecuredService;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The console of the packaged program in a real browser: {@code src/test/browser}, run by the test runner of Node. */
class ConsoleIT {
    private static final Path TESTS = Path.of("src/test/browser");
    private static final Path PAGE = Path.of("src/main/resources/META-INF/resources");
    private static final Path PICTURES = Path.of("target/console");
    private static final Path FIELD = Path.of("../shared/data/field/01-wvdconnections.csv");
    private static final String TOKEN = "a-token-of-who-looks-at-the-console";
    private static final List<String> ALL = List.of("*");
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int MAX_MINUTES = 5;

    @TempDir
    Path directory;

    private record Ended(int exitCode, String output) {}

    @Test
    void inABrowser() throws IOException {
        Path browser = program(BROWSERS);
        Path npm = program(List.of("npm"));
        installTests(npm);
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = launch(database).serve()) {
            Ended tests = run(settings(service, browser), npm, "test", "--silent");
            assertThat(tests.exitCode()).as(tests.output()).isZero();
        }
    }

    private ServiceProcess.Launch launch(SharedDatabase database) throws IOException {
        String keys = new KeysText()
                .key(SecuredService.ACCESS_KEY, SecuredService.SECRET_KEY, ALL, ALL)
                .token(TOKEN, ALL, ALL)
                .toString();
        return database.launch()
                .with("deskhours.auth.mode", "on")
                .with("deskhours.auth.keys-file", Files.writeString(directory.resolve("keys.yaml"), keys))
                .with("deskhours.sample-data", true);
    }

    private static Map<String, String> settings(ServiceProcess service, Path browser) {
        return Map.of(
                "CONSOLE_URL", service.client().url() + "/",
                "CONSOLE_TOKEN", TOKEN,
                "CONSOLE_BROWSER", browser.toString(),
                "CONSOLE_FILES", PAGE.toAbsolutePath().toString(),
                "CONSOLE_PICTURES", PICTURES.toAbsolutePath().toString(),
                "CONSOLE_FIELD_FILE", FIELD.toAbsolutePath().toString());
    }

    /** The first of these programs that is here; without one the test is skipped. */
    private static Path program(List<String> names) {
        List<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(place -> names.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .toList();
        assumeTrue(!found.isEmpty(), () -> "NOTE: there is none of " + names + "; the console is not tested");
        return found.get(0);
    }

    /** They get their libraries from the npm registry, in the versions that the lock file pins. */
    private void installTests(Path npm) throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Ended installed = run(Map.of(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assumeTrue(
                installed.exitCode() == 0,
                () -> "NOTE: what the browser tests need cannot be had; the console is not tested: "
                        + installed.output());
    }

    private Ended run(Map<String, String> settings, Path npm, String... arguments) throws IOException {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(npm.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(settings);
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(MAX_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Ended(ended ? process.exitValue() : 1, Files.readString(output));
        } catch (InterruptedException interrupted) {
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
