package dev.deskhours.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine.IVersionProvider;

/** The version that was built. */
public class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
            return new String[] {"deskhours " + new String(text.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
