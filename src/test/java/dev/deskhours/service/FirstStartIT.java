package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.Artifact;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Who may call a service that was just started, with no configuration or little (docs/spec/operations.md,
 * Configuration).
 */
class FirstStartIT {
    private static final String SETTINGS = "/v1/any/settings";
    private static final String TOKEN_LINE = "# administrator token: ";

    @TempDir
    Path data;

    @Test
    void withTheEmbeddedDatabaseAKeysFileIsMadeOnce() throws IOException {
        assumeFalse(Artifact.BUILT.isExecutable(), "the native executable has no database of its own");
        Path keys = data.resolve("keys.yaml");
        try (ServiceProcess service = launch().serve()) {
            assertThat(service.output()).contains(keys.toString()).doesNotContain(token(keys));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                    .isEqualTo("rw-------");
            assertThat(keysFileHealth(service)).isEqualTo("ok");

            ProcessClient anybody = service.client();
            assertThat(anybody.get(SETTINGS).statusCode()).isEqualTo(401);
            assertThat(anybody.post("/v1/any/sessions", "application/json", "[]")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(anybody.get("/q/metrics").statusCode()).isEqualTo(401);
            assertThat(anybody.with("X-Auth-Token", token(keys)).get(SETTINGS).statusCode())
                    .isEqualTo(200);
        }
        String token = token(keys);
        try (ServiceProcess service = launch().serve()) {
            assertThat(service.output()).doesNotContain(keys.toString());
            assertThat(token(keys)).isEqualTo(token);
        }
        Files.writeString(keys, "keys: s3cr3t");
        ServiceProcess.Ended refused = launch().run();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out() + refused.err())
                .contains("deskhours.auth.keys-file: " + keys + ": the file, line 1: keys is no list")
                .doesNotContain("s3cr3t", "\tat ");
        assertThat(launch("aggregate").run().exitCode())
                .as("a command asks nobody who he is")
                .isZero();
    }

    @Test
    void withADatabaseOfOnesOwnNobodyCanCallUntilThereAreKeys() throws IOException {
        Path keys = data.resolve("none.yaml");
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = on(database.launch())
                        .with("deskhours.auth.keys-file", keys)
                        .with("deskhours.auth.open-paths", "/q/health,/q/metrics")
                        .serve()) {
            assertThat(service.count("Nobody can call: there are no keys in " + keys))
                    .isEqualTo(1);
            assertThat(keys).doesNotExist();
            assertThat(keysFileHealth(service)).isEqualTo("none");

            Files.writeString(keys, "keys: [");
            Awaitility.await("seen")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> keysFileHealth(service).startsWith("kept the last good set: no YAML"));
            assertThat(service.client().get("/q/metrics").body()).contains("deskhours_auth_keys_file_ok 0.0");
            assertThat(service.client().get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private ServiceProcess.Launch launch(String... command) {
        return on(ServiceProcess.Launch.of(command)).with("deskhours.data-dir", data);
    }

    private static ServiceProcess.Launch on(ServiceProcess.Launch launch) {
        return launch.without("deskhours.auth.mode");
    }

    private static String token(Path keys) throws IOException {
        return Files.readAllLines(keys).stream()
                .filter(line -> line.startsWith(TOKEN_LINE))
                .map(line -> line.substring(TOKEN_LINE.length()))
                .findFirst()
                .orElseThrow();
    }

    private static String keysFileHealth(ServiceProcess service) {
        return ProcessClient.parsed(service.client().get("/q/health/ready").body())
                .findValue("keys_file")
                .asText();
    }
}
