package dev.deskhours.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import dev.deskhours.cli.DeskhoursCommand;
import dev.deskhours.kubernetes.ConfigurationKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The units are such as systemd takes, and start what there is. */
class SystemdTest {
    private static final Path UNITS = Path.of("src", "main", "systemd");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final Pattern START =
            Pattern.compile("(?m)^ExecStart=/opt/deskhours/bin/(deskhours(?:-native)?) (.*)$");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^Environment=(DESKHOURS_\\w+)=");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"deskhours.service", "deskhours-native.service"})
    void systemdTakesIt(String name) throws Exception {
        assumeTrue(Files.isExecutable(ANALYZE), "there is no systemd-analyze");
        // The program need not be installed where the unit is looked at.
        String unit = START.matcher(text(name)).replaceFirst("ExecStart=/bin/true $2");
        Path file = Files.writeString(directory.resolve(name), unit);
        Process process = new ProcessBuilder(ANALYZE.toString(), "verify", "--man=no", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deskhours.service", "deskhours-native.service"})
    void itStartsACommandWithSettingsThatThereAre(String name) throws IOException {
        String unit = text(name);
        var start = START.matcher(unit);
        assertThat(start.find()).isTrue();
        assertThat(new CommandLine(new DeskhoursCommand())
                        .parseArgs(start.group(2))
                        .hasSubcommand())
                .isTrue();
        List<String> variables = VARIABLE.matcher(unit)
                .results()
                .map(variable -> variable.group(1))
                .toList();
        assertThat(ConfigurationKeys.variables()).containsAll(variables);
        assertThat(unit).contains("WorkingDirectory=/var/lib/deskhours", "DESKHOURS_DATA_DIR=/var/lib/deskhours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deskhours.service", "deskhours-native.service"})
    void itRunsAsTheUserThatIsMade(String name) throws IOException {
        assertThat(text("deskhours.sysusers")).contains("\nu deskhours - ");
        assertThat(text(name))
                .contains(
                        "\nUser=deskhours\n",
                        "\nNoNewPrivileges=yes\n",
                        "\nProtectSystem=strict\n",
                        "\nTimeoutStopSec=45\n");
    }

    private static String text(String name) throws IOException {
        return Files.readString(UNITS.resolve(name));
    }
}
