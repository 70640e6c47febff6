package dev.deskhours.cli.keys;

import java.nio.file.Path;

import io.smallrye.config.SmallRyeConfig;
import picocli.CommandLine.Option;

import dev.deskhours.auth.keys.KeysLedger;
import dev.deskhours.cli.start.StartConfig;

/** Which keys file is meant: without a word that of the service with the same configuration. */
class KeysFileOption {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "the keys file; by default deskhours.auth.keys-file, or keys.yaml in the data directory")
    Path file;

    KeysLedger ledger() {
        return new KeysLedger(path());
    }

    void tellOfAddition() {
        System.err.println("added to " + path() + "; a running service takes it within 30 s");
    }

    private Path path() {
        return file == null ? configured(StartConfig.checked()) : file;
    }

    private static Path configured(SmallRyeConfig config) {
        return config.getOptionalValue("deskhours.auth.keys-file", String.class)
                .map(Path::of)
                .orElseGet(() -> Path.of(
                        config.getOptionalValue("deskhours.data-dir", String.class)
                                .orElse("data"),
                        "keys.yaml"));
    }
}
