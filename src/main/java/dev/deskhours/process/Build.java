package dev.deskhours.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ImageMode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

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

    /** Says at {@code /q/info} which build is running. */
    @ApplicationScoped
    static class Page {
        void register(@Observes Router router) {
            router.get("/q/info").handler(context -> context.response()
                    .putHeader("Content-Type", "application/json")
                    .end(info().encode()));
        }

        private static JsonObject info() {
            Build build = read();
            return new JsonObject()
                    .put("version", build.version())
                    .put("commit", build.commit())
                    .put("build_time", build.time())
                    .put("runtime", runtime());
        }
    }
}
