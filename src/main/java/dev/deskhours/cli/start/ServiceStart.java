package dev.deskhours.cli.start;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.deskhours.aggregation.AggregationSchedule;
import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.process.ProcessConfig;
import dev.deskhours.sample.SampleLoad;

/** What a service does first: loads sample data where that is asked for, and makes up for missed nights. */
@Unremovable
@ApplicationScoped
public class ServiceStart {
    private static final Logger LOG = Logger.getLogger(ServiceStart.class);

    private final AuthConfig auth;
    private final SampleLoad sample;
    private final AggregationSchedule schedule;
    private final Clock clock;
    private final boolean sampleWanted;
    private final int port;

    public ServiceStart(
            AuthConfig auth,
            SampleLoad sample,
            AggregationSchedule schedule,
            Clock clock,
            ProcessConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.auth = auth;
        this.sample = sample;
        this.schedule = schedule;
        this.clock = clock;
        this.sampleWanted = config.sampleData();
        this.port = port;
    }

    /** Begins what a service does by itself. */
    public void begin() {
        if (auth.mode() == AuthConfig.Mode.OFF) {
            LOG.warn("Authentication is off: whoever reaches this service may do everything");
        }
        if (sampleWanted) {
            sample.load();
        }
        schedule.catchUp();
        announce();
    }

    private void announce() {
        String address = "http://localhost:" + port;
        LOG.infof("Page: %s/  API explorer: %s/q/swagger-ui", address, address);
        if (sampleWanted) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            LOG.infof(
                    "An export: curl '%s/v3/%s/statistics/metrics/desktops/export?start_time=%sT00:00:00Z&end_time=%sT23:59:59Z'",
                    address, SampleLoad.PROJECT, today.minusDays(30), today.minusDays(1));
        }
    }
}
