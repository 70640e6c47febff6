package dev.deskhours.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.smallrye.config.SmallRyeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.deskhours.cli.start.StartConfig;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;

/**
 * Asks a running service how it is, for the health check of a container that has no shell and no other program
 * (docs/spec/operations.md, Deployment). It is carried out before Quarkus starts and needs no database.
 */
@Command(
        name = HealthCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "Ask the service on this machine whether it is ready; exit code 1 if it is not.")
public class HealthCommand implements Callable<Integer>, CheckedCommand {
    static final String NAME = "health";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ALL_ADDRESSES = "0.0.0.0";

    @Option(names = "--url", paramLabel = "URL", description = "by default /q/health/ready on the configured port")
    URI url;

    @Override
    public void check() {
        // An address that does not answer is no wrong usage.
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public Integer call() {
        URI asked = url == null ? ready(StartConfig.read()) : url;
        int status = status(asked);
        if (status != HttpURLConnection.HTTP_OK) {
            throw new UserError(asked + " answers " + status);
        }
        return 0;
    }

    /** Where the service on this machine tells whether it is ready, by the configuration that it shares with this command. */
    static URI ready(SmallRyeConfig config) {
        int port = config.getOptionalValue("quarkus.http.port", Integer.class)
                .or(() -> config.getOptionalValue("PORT", Integer.class))
                .orElse(8080);
        String host = config.getOptionalValue("quarkus.http.host", String.class)
                .filter(address -> !address.equals(ALL_ADDRESSES))
                .orElse("127.0.0.1");
        return URI.create("http://" + host + ":" + port + "/q/health/ready");
    }

    private static int status(URI asked) {
        if (!asked.toString().matches("https?://.+")) {
            throw new UserError("--url " + asked + " is no HTTP address");
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) asked.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            return connection.getResponseCode();
        } catch (IOException failure) {
            throw new UserError(asked + " does not answer: " + failure.getMessage());
        }
    }
}
