package dev.deskhours.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of this machine that a reference is measured with. */
record Tool(Path path) {
    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    /** @throws NotMeasuredException if it is neither on the PATH nor where Debian puts it */
    static Tool find(String name) {
        return directories()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new)
                .orElseThrow(() -> new NotMeasuredException(name + " is missing"));
    }

    /** Runs it to its end and gives what it has printed. */
    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return output(start(environment, arguments));
    }

    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(path.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** @throws AssertionError with what it has printed, if it has failed */
    static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(process.info().command().orElse("a program") + " has failed: " + output);
        }
        return output;
    }

    private static Stream<Path> directories() {
        Stream<Path> onPath =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        Stream<Path> administration = Stream.of(Path.of("/usr/sbin"));
        return Stream.of(onPath, administration, postgresql()).flatMap(all -> all);
    }

    /** The newest first. */
    private static Stream<Path> postgresql() {
        if (!Files.isDirectory(POSTGRESQL)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(POSTGRESQL)) {
            return versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }
}
