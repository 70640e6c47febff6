package dev.deskhours.cli.start;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jboss.logging.Logger;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.jwt.JwtTokens;
import dev.deskhours.auth.keys.FirstKeys;
import dev.deskhours.auth.keys.Keys;
import dev.deskhours.db.DatabaseConfig;
import dev.deskhours.process.ProcessConfig;

/** Keeps the service from starting with a broken keys file, and makes one where somebody just tries the service out. */
@ApplicationScoped
class KeysAtStart {
    private static final Logger LOG = Logger.getLogger(KeysAtStart.class);
    // Where there is no database, that is the one thing to be said.
    private static final int AFTER_THE_DATABASE = SchemaAtStart.BEFORE_ANY_WORK;
    private static final String PROPERTY = "deskhours.auth.keys-file";

    private final AuthConfig auth;
    private final Keys keys;
    private final JwtTokens jwt;

    KeysAtStart(AuthConfig auth, Keys keys, JwtTokens jwt) {
        this.auth = auth;
        this.keys = keys;
        this.jwt = jwt;
    }

    void read(
            @Observes @Priority(AFTER_THE_DATABASE) StartupEvent starting,
            ProcessConfig process,
            DatabaseConfig database) {
        // The other commands answer nobody.
        if (auth.mode() == AuthConfig.Mode.OFF || !process.command().equals(ProcessConfig.SERVE)) {
            return;
        }
        Path file = auth.keysFile().toAbsolutePath().normalize();
        if (database.embedded() && Files.notExists(file)) {
            makeFirst(file);
        }
        keys.reload().ifPresent(reason -> {
            throw new ConfigurationException(PROPERTY + ": " + file + ": " + reason);
        });
        if (keys.isEmpty() && !jwt.isConfigured()) {
            LOG.warnf("Nobody can call: there are no keys in %s; set %s or deskhours.auth.jwt.*", file, PROPERTY);
        }
    }

    private static void makeFirst(Path file) {
        try {
            FirstKeys.create(file);
            LOG.infof("A keys file was made, with the administrator's token in it: %s", file);
        } catch (FileAlreadyExistsException made) {
            LOG.debugf("Another start made %s", file);
        } catch (IOException failure) {
            throw new ConfigurationException(PROPERTY + ": " + file + " cannot be made: " + failure);
        }
    }
}
