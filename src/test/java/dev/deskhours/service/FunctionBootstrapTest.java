package dev.deskhours.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The start of the HTTP function, with a program in place of the executable that tells how it was called. */
class FunctionBootstrapTest {
    private static final Map<String, String> SHARED = Map.of("DESKHOURS_EXPORT_DIRECTORY", "/mnt/exports");

    @TempDir
    Path function;

    @BeforeEach
    void unpack() throws IOException {
        Files.copy(
                Path.of("src", "main", "function", "bootstrap"),
                function.resolve("bootstrap"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Path program = Files.writeString(function.resolve("deskhours"), "#!/bin/sh\necho \"$@\"\nenv\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void itRunsTheServiceForRequestsAndExports() throws Exception {
        assertThat(started(SHARED).lines())
                .startsWith("serve")
                .contains("PORT=8000", "DESKHOURS_ROLES=api,worker", "DESKHOURS_DB_MIGRATE_AT_START=false");
    }

    @Test
    void itListensWhereThePlatformSays() throws Exception {
        assertThat(started(with("FUNCTIONS_CUSTOMHANDLER_PORT", "7071"))).contains("PORT=7071\n");
        assertThat(started(with("FC_SERVER_PORT", "9000"))).contains("\nPORT=9000\n");
        assertThat(started(with("PORT", "8081"))).contains("\nPORT=8081\n");
    }

    @Test
    void whatIsSetStays() throws Exception {
        assertThat(started(with("DESKHOURS_ROLES", "api"))).contains("DESKHOURS_ROLES=api\n");
    }

    @Test
    void filesThatOnlyOneInstanceHasAreRefused() throws Exception {
        assertThat(started(Map.of()))
                .isEqualTo("DESKHOURS_EXPORT_DIRECTORY is not set; allowed is a directory that all instances share\n");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(SHARED);
        environment.put(name, value);
        return environment;
    }

    private String started(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(function.resolve("bootstrap").toString()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(environment.isEmpty() ? 1 : 0);
        return output;
    }
}
