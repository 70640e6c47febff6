package dev.deskhours.sample;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.deskhours.aggregation.AggregationRunner;
import dev.deskhours.aggregation.RunCause;
import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.RecordImport;

/** Puts the sample office into a project, so that a first export shows something. Blocks. */
@ApplicationScoped
public class SampleLoad {
    public static final String PROJECT = "demo";
    private static final Logger LOG = Logger.getLogger(SampleLoad.class);

    private final RecordImport records;
    private final AggregationRunner aggregation;
    private final Clock clock;

    public SampleLoad(RecordImport records, AggregationRunner aggregation, Clock clock) {
        this.records = records;
        this.aggregation = aggregation;
        this.clock = clock;
    }

    /** Loads the last 30 days into project {@value #PROJECT} and aggregates them; again changes nothing. */
    public void load() {
        SampleOffice office = SampleOffice.at(clock.instant());
        IntakeResult desktops = records.desktops(PROJECT, office.desktops());
        IntakeResult sessions = records.sessions(PROJECT, office.sessions());
        aggregation.night(RunCause.CATCH_UP);
        LOG.infof(
                "Sample data in project %s: %d desktops, %d sessions",
                PROJECT, desktops.received(), sessions.received());
    }
}
