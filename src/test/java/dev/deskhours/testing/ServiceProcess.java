package dev.deskhours.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/** The packaged program as a process of its own; what it prints is kept, and shown when a test fails. */
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.]+:[0-9]+)");
    private static final Duration START_TIME = Duration.ofMinutes(3);
    private static final Duration STOP_TIME = Duration.ofSeconds(40);

    private final Process process;
    private final Path out;
    private final Path err;

    private ServiceProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How to start one: options of the virtual machine, configuration, command. */
    public record Launch(List<String> options, Map<String, String> configuration, List<String> command, Path input) {
        public static Launch of(String... command) {
            return new Launch(List.of(), Map.of(), List.of(command), Path.of("/dev/null"))
                    .with("quarkus.http.host", "127.0.0.1")
                    .with("quarkus.http.port", 0)
                    .with("deskhours.auth.mode", "off");
        }

        public Launch with(String property, Object value) {
            Map<String, String> more = new LinkedHashMap<>(configuration);
            more.put(property, value.toString());
            return new Launch(options, more, command, input);
        }

        /** As if nobody had set it. */
        public Launch without(String property) {
            Map<String, String> fewer = new LinkedHashMap<>(configuration);
            fewer.remove(property);
            return new Launch(options, fewer, command, input);
        }

        public Launch command(String... command) {
            return new Launch(options, configuration, List.of(command), input);
        }

        public Launch option(String option) {
            List<String> more = new ArrayList<>(options);
            more.add(option);
            return new Launch(more, configuration, command, input);
        }

        public Launch input(Path file) {
            return new Launch(options, configuration, command, file);
        }

        /** Starts it; it may be far from ready. */
        public ServiceProcess start() {
            try {
                Path directory = Files.createTempDirectory("deskhours-process");
                Path out = directory.resolve("out");
                Path err = directory.resolve("err");
                ProcessBuilder builder = new ProcessBuilder(line())
                        .directory(directory.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                configuration.forEach((name, value) -> builder.environment().put(variable(name), value));
                return new ServiceProcess(builder.start(), out, err);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** Starts it and waits until it answers requests. */
        public ServiceProcess serve() {
            ServiceProcess service = start();
            try {
                service.awaitListening();
                return service;
            } catch (RuntimeException | Error failure) {
                service.close();
                throw failure;
            }
        }

        /** Runs it to its end. */
        public Ended run() {
            try (ServiceProcess command = start()) {
                return command.awaitEnd();
            }
        }

        private List<String> line() {
            List<String> line = new ArrayList<>(Artifact.BUILT.call(options));
            line.addAll(command);
            return line;
        }

        private static String variable(String property) {
            return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        }
    }

    /** What is left of a process. */
    public record Ended(int exitCode, String out, String err) {}

    public ProcessClient client() {
        Matcher listening = LISTENING.matcher(output());
        if (!listening.find()) {
            throw new AssertionError("not listening: " + output());
        }
        return new ProcessClient(listening.group(1), Map.of());
    }

    public void awaitListening() {
        Awaitility.await("listening")
                .atMost(START_TIME)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::assertAlive)
                .until(() -> LISTENING.matcher(output()).find());
    }

    public Ended awaitEnd() {
        try {
            if (!process.waitFor(START_TIME.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output());
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** All it has printed. */
    public String output() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public long count(String text) {
        return output().lines().filter(line -> line.contains(text)).count();
    }

    public void assertAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("ended: " + output());
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The most memory it has ever had, in MiB; only Linux tells. */
    public long mostMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGSTOP: it goes on existing, with its connections and files, and does nothing. */
    public void freeze() {
        Signals.send(pid(), "STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.send(pid(), "CONT");
    }

    /** SIGTERM, as whoever runs a service stops it. */
    public Ended terminate() {
        process.destroy();
        return awaitEnd();
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(STOP_TIME.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
