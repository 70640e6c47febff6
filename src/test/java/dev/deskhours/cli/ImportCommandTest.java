package dev.deskhours.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@code import} says before the framework or a database starts. */
class ImportCommandTest {
    @TempDir
    Path directory;

    private String log;

    @BeforeEach
    void writeALog() throws IOException {
        log = write(
                "sesman.log", "[20261119-08:00:00] [INFO ] ++ created session (access granted): username pia, ip x\n");
    }

    @Test
    void aFileThatIsNotThereIsNoUsage() {
        assertThatThrownBy(() -> check("--project", "p", "nothing.csv"))
                .isInstanceOf(UserError.class)
                .hasMessage("nothing.csv cannot be read: there is no such file");
        assertThatThrownBy(() -> check("--project", "p", directory.toString()))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("is a directory; name its files");
    }

    @Test
    void whatIsNoGzipIsSaidAtOnce() throws IOException {
        String text = write("no.ndjson.gz", "this is not gzip");
        assertThatThrownBy(() -> check("--project", "p", text))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(text + ": ")
                .hasMessageContaining("gzip");
    }

    @Test
    void whatIsMissingIsAskedFor() {
        assertThatThrownBy(() -> check("--project", "p", log))
                .isInstanceOf(ParameterException.class)
                .hasMessage("the file does not say desktop_id; give it with --set desktop_id=VALUE");
        assertThatCode(() -> check("--project", "p", "--set", "desktop_id=h2", log))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsMistypedIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> check("--project", "p", "--set", "desktop=h2", log))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--set desktop: no such field; did you mean 'desktop_id'?");
        assertThatThrownBy(() -> check("--project", "p", "--format", "xrdp", log))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("no preset is called 'xrdp'; 'deskhours mappings' lists them");
        assertThatThrownBy(() -> check("--project", "p", "--time-zone", "Europe/Ozlo", log))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--time-zone Europe/Ozlo is no time zone like Europe/Oslo, and not 'project'");
        assertThatThrownBy(() -> check("--project", "a project", log))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not 1..64 of A-Z a-z 0-9 _ -");
    }

    @Test
    void allFaultsOfAMappingAreTold() throws IOException {
        String mapping = write("mapping.yaml", "source: {type: cvs}\nfeilds: {}\n");
        assertThatThrownBy(() -> check("--project", "p", "--mapping", mapping, log))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("did you mean 'fields'?")
                .hasMessageContaining("possible are csv, json");
        assertThatThrownBy(() -> check("--project", "p", "--mapping", mapping, "--format", "last", log))
                .hasMessage("--format and --mapping exclude each other");
    }

    @Test
    void whatLooksLikeNothingIsRefused() throws IOException {
        String text = write("notes.txt", "nothing\n");
        assertThatThrownBy(() -> check("--project", "p", text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("say what it is with --format");
    }

    @Test
    void ourOwnFilesAreToldByTheirNames() throws IOException {
        String own = write("own.csv", "session_id,desktop_id,started_at\ns,d,2026-11-19T08:00:00Z\n");
        assertThatCode(() -> check("--project", "p", own)).doesNotThrowAnyException();
    }

    private static void check(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "import";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        CheckedCommand command = (CheckedCommand) DeskhoursCommand.line()
                .parseArgs(words)
                .subcommand()
                .commandSpec()
                .userObject();
        command.check();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
