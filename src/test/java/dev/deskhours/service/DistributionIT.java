package dev.deskhours.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.process.Build;
import dev.deskhours.testing.Artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** What is handed to those who do not compile: unpacked, it runs. */
class DistributionIT {
    private static final String NAME = "deskhours-" + Build.read().version();
    private static final Path ARCHIVE = Path.of("target", NAME + ".zip");
    private static final int EXECUTABLE = 0111;

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        assumeFalse(Artifact.BUILT.isExecutable(), "the executable is handed out as it is");
        home = directory.resolve(NAME);
        try (ZipFile archive = ZipFile.builder().setPath(ARCHIVE).get()) {
            for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
                Path file = directory.resolve(entry.getName());
                assertThat(file.normalize()).startsWithRaw(home);
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(archive.getInputStream(entry), file);
                    assertThat(file.toFile().setExecutable((entry.getUnixMode() & EXECUTABLE) != 0))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theScriptFindsTheProgramFromAnywhere() throws Exception {
        String version = "deskhours " + Build.read().version();
        assertThat(said(home.resolve("bin").resolve("deskhours"), "--version")).startsWith(version);
        Path link = Files.createSymbolicLink(directory.resolve("deskhours"), Path.of(NAME, "bin", "deskhours"));
        assertThat(said(link, "--version")).startsWith(version);
        assertThat(said(link, "mappings")).contains("azure-wvdconnections");
    }

    @Test
    void whatBelongsToItIsThere() {
        assertThat(Stream.of(
                                "README.md",
                                "LICENSE",
                                "CHANGELOG.md",
                                "docs/operating.md",
                                "docs/openapi.yaml",
                                "systemd/deskhours.service",
                                "systemd/deskhours.sysusers",
                                "monitoring/rules.yaml",
                                "monitoring/dashboard.json",
                                "bin/deskhours.bat")
                        .map(home::resolve))
                .allMatch(Files::isRegularFile);
    }

    private static String said(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
