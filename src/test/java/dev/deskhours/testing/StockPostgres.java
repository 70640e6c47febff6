package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** PostgreSQL as Debian packages it, with the settings that it has there (JIT is on); the newest that is installed. */
public final class StockPostgres implements TestServer {
    /** So that {@link #plans} tells how each statement was executed. */
    public static final Map<String, String> WITH_PLANS = Map.of(
            "session_preload_libraries", "auto_explain",
            "auto_explain.log_min_duration", "0",
            "auto_explain.log_analyze", "on",
            "auto_explain.log_format", "json");

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** The user of the system that Debian makes for it. */
    private static final String ACCOUNT = "postgres";

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final Pattern PLAN = Pattern.compile("  plan:\n((?:\t.*+\n)++)");

    private final Path programs;
    private final Path directory;
    private final Map<String, String> settings;
    private final int port = LoopbackPort.free();
    private Process process;

    private StockPostgres(Path programs, Path directory, Map<String, String> settings) throws IOException {
        this.programs = programs;
        this.directory = directory;
        this.settings = settings;
    }

    /** Where its programs are; empty = not installed. */
    public static Optional<Path> programs() {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Skips the test that cannot be without it. */
    public static void assumeInstalled() {
        assumeTrue(programs().isPresent(), "PostgreSQL is not installed (Debian's package postgresql)");
    }

    public static StockPostgres start() throws IOException {
        return start(Map.of());
    }

    /** @param settings which it has besides its defaults */
    public static StockPostgres start(Map<String, String> settings) throws IOException {
        return start(Files.createTempDirectory("deskhours-stock"), settings);
    }

    /** @param directory for its data and its log, which exists and is empty */
    public static StockPostgres start(Path directory, Map<String, String> settings) throws IOException {
        Path programs = programs().orElseThrow(() -> new IllegalStateException("No PostgreSQL in " + VERSIONS));
        StockPostgres server = new StockPostgres(programs, directory, settings);
        server.create();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.startAgain();
        return server;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void startAgain() throws IOException {
        List<String> line = new ArrayList<>(List.of("postgres", "-D", cluster().toString(), "-p", "" + port));
        Map<String, String> loopback = Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", "");
        Stream.of(loopback, settings)
                .forEach(some -> some.forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value))));
        process = run(line.toArray(String[]::new));
        Awaitility.await("PostgreSQL takes connections, else see " + log())
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .failFast("PostgreSQL has ended: see " + log(), () -> !process.isAlive())
                .until(this::takesConnections);
    }

    @Override
    public void stop() {
        end("INT");
    }

    /** As when the machine fails: what was committed is all that is left. */
    public void crash() {
        end("QUIT");
    }

    /** The plans of all statements that have been executed, the oldest first, each with its {@code "Query Text"}. */
    public List<JsonNode> plans() throws IOException {
        Matcher plan = PLAN.matcher(Files.readString(log()));
        return plan.results().map(found -> ProcessClient.parsed(found.group(1))).toList();
    }

    public Path log() {
        return directory.resolve("postgresql.log");
    }

    @Override
    public void close() throws IOException {
        stop();
        TemporaryTree.delete(directory);
    }

    private Path cluster() {
        return directory.resolve("cluster");
    }

    private void create() throws IOException {
        Files.writeString(log(), "", StandardOpenOption.CREATE);
        if (ROOT) {
            own(directory);
            own(log());
        }
        Process initdb = run(
                "initdb",
                "-D",
                cluster().toString(),
                "-U",
                SUPERUSER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
        if (awaitEnd(initdb) != 0) {
            throw new IOException("initdb has failed: see " + log());
        }
    }

    private static void own(Path path) throws IOException {
        Files.setOwner(
                path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
    }

    /** PostgreSQL refuses to be root. */
    private Process run(String... program) throws IOException {
        List<String> line = new ArrayList<>();
        if (ROOT) {
            line.addAll(List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--init-groups"));
        }
        line.add(programs.resolve(program[0]).toString());
        line.addAll(List.of(program).subList(1, program.length));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private boolean takesConnections() {
        try (var connection = connect(SUPERUSER, "postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void end(String signal) {
        if (process != null && process.isAlive()) {
            Signals.send(process.pid(), signal);
            awaitEnd(process);
        }
    }

    private static int awaitEnd(Process process) {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "still running: " + process.info().commandLine().orElse("PostgreSQL"));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
