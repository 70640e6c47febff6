package dev.deskhours.service;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.Shell;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys and tokens are made, listed and revoked without a database and without a hash by hand. */
class KeysCommandIT {
    @TempDir
    Path data;

    private Shell shell;

    @BeforeEach
    void useTheDataDirectory() {
        shell = new Shell(ServiceProcess.Launch.of().with("deskhours.data-dir", data));
    }

    @Test
    void aTokenIsShownOnceAndRevokedByWhatTheListShows() throws Exception {
        ServiceProcess.Ended made = shell.run("token", "--project", "acme", "--action", "workspace:statistics:*");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).matches("[A-Za-z0-9_-]{43}\\R");
        assertThat(made.err()).contains("keys.yaml");
        String text = Files.readString(data.resolve("keys.yaml"));
        assertThat(text).doesNotContain(made.out().strip());

        String list = shell.run("keys", "list").out();
        assertThat(list).contains("acme", "workspace:statistics:*", "never").hasLineCount(2);
        String id = list.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
        assertThat(shell.good("keys", "revoke", id)).startsWith(id + " revoked");
        assertThat(shell.run("keys", "list").out()).hasLineCount(1);
        assertThat(data.toFile().list()).containsExactly("keys.yaml");
    }

    @Test
    void aKeyHasASecret() {
        ServiceProcess.Ended made =
                shell.run("keys", "add", "--project", "acme,other", "--expires-at", "2030-01-01T00:00:00Z");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).matches("access_key: AK[A-Z0-9]{18}\\Rsecret_key: [A-Za-z0-9_-]{43}\\R");
        assertThat(shell.run("keys", "list").out()).contains("acme,other", "2030-01-01T00:00:00Z");
    }

    @Test
    void wrongUsage() {
        assertThat(wrong("keys")).contains("add, list or revoke");
        assertThat(wrong("keys", "add")).contains("--project");
        assertThat(wrong("token", "--project", "no such/project")).contains("is no project id");
        assertThat(wrong("token", "--project", "acme", "--action", "fly")).contains("is no action");
        assertThat(wrong("token", "--project", "acme", "--expires-at", "soon")).contains("is no time");
        assertThat(wrong("keys", "revok", "x")).contains("revok");
        assertThat(shell.refused("keys", "list")).contains("there is no such file");
        assertThat(data).isEmptyDirectory();
    }

    private String wrong(String... command) {
        ServiceProcess.Ended ended = shell.run(command);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("Exception", "\tat ").hasLineCount(2);
        return ended.err();
    }
}
