package dev.deskhours.cli.start;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

import dev.deskhours.auth.RequestLimits;
import dev.deskhours.auth.jwt.JwtConfig;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.notify.webhook.WebhookSettings;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.session.SessionConfig;

/** Keeps the service from starting with wrong settings, before anything else begins to work with them. */
@ApplicationScoped
class SettingsCheck {
    // The exception is the one that Quarkus shows without a stack trace.
    void refuse(
            @Observes @Priority(SchemaAtStart.BEFORE_ANY_WORK - 2) StartupEvent starting,
            ProjectConfig project,
            SessionConfig session,
            ExportConfig export,
            RequestLimits limits,
            JwtConfig jwt,
            WebhookConfig webhooks) {
        List<String> wrong = new ArrayList<>(WrongSettings.of(project, session, export, limits, jwt));
        wrong.addAll(WebhookSettings.wrong(webhooks));
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), wrong));
        }
    }
}
