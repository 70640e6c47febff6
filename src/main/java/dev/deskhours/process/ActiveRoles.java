package dev.deskhours.process;

import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;

import dev.deskhours.process.ProcessConfig.Role;

/** What this process does of its own accord: what its roles say while it serves, nothing while it runs a command. */
@Singleton
public class ActiveRoles {
    private final ProcessConfig config;

    public ActiveRoles(ProcessConfig config) {
        this.config = config;
    }

    public boolean include(Role role) {
        return config.command().equals(ProcessConfig.SERVE) && config.roles().contains(role);
    }

    /** Skips what only the scheduler's process does from time to time. */
    @Singleton
    public static class NoScheduler implements Scheduled.SkipPredicate {
        private final ActiveRoles roles;

        NoScheduler(ActiveRoles roles) {
            this.roles = roles;
        }

        @Override
        public boolean test(ScheduledExecution execution) {
            return !roles.include(Role.SCHEDULER);
        }
    }

    /** Skips what only a worker's process does from time to time. */
    @Singleton
    public static class NoWorker implements Scheduled.SkipPredicate {
        private final ActiveRoles roles;

        NoWorker(ActiveRoles roles) {
            this.roles = roles;
        }

        @Override
        public boolean test(ScheduledExecution execution) {
            return !roles.include(Role.WORKER);
        }
    }
}
