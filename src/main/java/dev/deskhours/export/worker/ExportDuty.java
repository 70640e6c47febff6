package dev.deskhours.export.worker;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.deskhours.process.ServiceConfig;

/** Whether this process works on the queue and cleans up of its own accord: not while it only runs a command. */
@ApplicationScoped
public class ExportDuty {
    private final boolean on;

    public ExportDuty(ServiceConfig config, @ConfigProperty(name = "deskhours.command") Optional<String> command) {
        on = config.roles().contains(ServiceConfig.Role.WORKER)
                && command.orElse("serve").equals("serve");
    }

    public boolean isOn() {
        return on;
    }
}
