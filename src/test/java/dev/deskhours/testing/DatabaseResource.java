package dev.deskhours.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A real, empty PostgreSQL and data directory for the service under test, in this process or packaged. What a test
 * class gives as arguments is configuration.
 */
public class DatabaseResource implements QuarkusTestResourceLifecycleManager {
    private final Map<String, String> configuration = new HashMap<>();
    private TestServer server;

    @Override
    public void init(Map<String, String> arguments) {
        configuration.putAll(arguments);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = TestServer.chosen();
            Path data = Files.createTempDirectory("deskhours-test");
            configuration.put("deskhours.db.url", server.url("postgres"));
            configuration.put("deskhours.db.user", TestServer.SUPERUSER);
            configuration.put("quarkus.http.host", "127.0.0.1");
            configuration.put("deskhours.data-dir", data.toString());
            configuration.putIfAbsent("deskhours.auth.mode", "off");
            // RestAssured leaves one open for each request; above the maximum new ones are closed without an answer.
            configuration.putIfAbsent("quarkus.http.limits.max-connections", "10000");
            return configuration;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
