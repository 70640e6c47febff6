package dev.deskhours.cli;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.process.ServiceConfig;

/** Keeps the service from starting with wrong settings, before anything else begins to work with them. */
@ApplicationScoped
class SettingsCheck {
    // The exception is the one that Quarkus shows without a stack trace.
    void refuse(
            @Observes @Priority(SchemaAtStart.BEFORE_ANY_WORK - 1) StartupEvent starting,
            ServiceConfig service,
            ExportConfig export,
            AuthConfig auth) {
        List<String> wrong = WrongSettings.of(service, export, auth);
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), wrong));
        }
    }
}
