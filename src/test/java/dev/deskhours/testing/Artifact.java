package dev.deskhours.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What the build has made last, as it noted it itself: the same file tells the framework's own integration tests. */
public record Artifact(boolean isExecutable, Path path) {
    public static final Artifact BUILT = read(Path.of("target"));

    /** How it is called, with these options of the virtual machine. */
    public List<String> call(List<String> options) {
        List<String> call = new ArrayList<>();
        call.add(
                isExecutable
                        ? path.toString()
                        : ProcessHandle.current().info().command().orElse("java"));
        call.addAll(options);
        if (!isExecutable) {
            call.addAll(List.of("-jar", path.toString()));
        }
        return call;
    }

    private static Artifact read(Path directory) {
        Properties noted = new Properties();
        try (Reader file = Files.newBufferedReader(directory.resolve("quarkus-artifact.properties"))) {
            noted.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Path path = directory.resolve(noted.getProperty("path")).toAbsolutePath();
        return new Artifact(noted.getProperty("type").equals("native"), path);
    }
}
