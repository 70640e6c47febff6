package dev.deskhours.aggregation;

import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;

import dev.deskhours.process.ServiceConfig;
import dev.deskhours.process.ServiceConfig.Role;

/** Keeps the gauges of the aggregation from being shown where they would not be kept. */
@Singleton
class NotScheduler implements Scheduled.SkipPredicate {
    private final ServiceConfig config;

    NotScheduler(ServiceConfig config) {
        this.config = config;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !config.roles().contains(Role.SCHEDULER);
    }
}
