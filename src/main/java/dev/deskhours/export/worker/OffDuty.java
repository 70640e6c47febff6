package dev.deskhours.export.worker;

import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;

/** Keeps what is scheduled for exports from being done, or even made, where nobody works on them. */
@Singleton
class OffDuty implements Scheduled.SkipPredicate {
    private final ExportDuty duty;

    OffDuty(ExportDuty duty) {
        this.duty = duty;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !duty.isOn();
    }
}
