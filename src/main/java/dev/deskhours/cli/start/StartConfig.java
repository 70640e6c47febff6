package dev.deskhours.cli.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

import dev.deskhours.cli.terminal.UserError;

/** What Quarkus will read when it starts, as far as a deployment can set it. */
public final class StartConfig {
    private static final Path FILE = Path.of("config", "application.properties");
    private static final int FILE_ORDINAL = 260;

    private StartConfig() {}

    /** As it is, right or wrong. */
    public static SmallRyeConfig read() {
        SmallRyeConfigBuilder sources = new SmallRyeConfigBuilder().addSystemSources();
        if (Files.isReadable(FILE)) {
            try {
                sources.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), FILE_ORDINAL));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return sources.build();
    }

    /** @throws UserError with a line for each setting that there is not or that cannot be read */
    public static SmallRyeConfig checked() {
        SmallRyeConfig config = read();
        Map<String, String> properties = new HashMap<>();
        for (ConfigSource source : config.getConfigSources()) {
            if (source instanceof PropertiesConfigSource || source instanceof SysPropConfigSource) {
                properties.putAll(source.getProperties());
            }
        }
        List<String> wrong = GivenSettings.wrong(System.getenv(), properties);
        if (!wrong.isEmpty()) {
            throw new UserError(String.join(System.lineSeparator(), wrong));
        }
        return config;
    }
}
