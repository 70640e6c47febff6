package dev.deskhours.process;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one clock of the service; everything that asks for the time is given it. */
public class ServiceClock {
    /** The machine's own clock, for what the machine has stamped, such as files. */
    public static Clock system() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Produces
    @Singleton
    Clock clock(ProcessConfig config) {
        Clock system = system();
        return config.clock()
                .startAt()
                .map(start -> Clock.offset(system, Duration.between(system.instant(), start)))
                .orElse(system);
    }
}
