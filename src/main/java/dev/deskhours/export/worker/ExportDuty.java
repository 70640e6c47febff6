package dev.deskhours.export.worker;

import jakarta.enterprise.context.ApplicationScoped;

import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig;

/** Whether this process works on the queue and cleans up of its own accord: not while it only runs a command. */
@ApplicationScoped
public class ExportDuty {
    private final boolean on;

    public ExportDuty(ActiveRoles roles) {
        on = roles.include(ProcessConfig.Role.WORKER);
    }

    public boolean isOn() {
        return on;
    }
}
