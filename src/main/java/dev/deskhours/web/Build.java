package dev.deskhours.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import io.quarkus.runtime.ImageMode;

/**
 * What this program was built from, as the build has noted it. The time is that of the commit, because two builds of one
 * commit are the same.
 */
public record Build(String version, String commit, String time) {
    private static final String UNKNOWN = "unknown";

    /** @throws UncheckedIOException if the program is damaged */
    public static Build read() {
        Properties noted = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            noted.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Build(noted.getProperty("version"), known(noted, "commit"), known(noted, "time"));
    }

    /** What runs it: {@code native}, or the version of Java. */
    public static String runtime() {
        return ImageMode.current() == ImageMode.JVM ? "Java " + System.getProperty("java.version") : "native";
    }

    /** Development mode leaves out the step of the build that asks for the commit. */
    private static String known(Properties noted, String name) {
        String value = noted.getProperty(name);
        return value.startsWith("${") ? UNKNOWN : value;
    }
}
