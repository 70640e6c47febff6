package dev.deskhours.project;

import java.time.Duration;
import java.time.ZoneId;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What holds for every project: whose days are its days, and how long they count (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours")
public interface ProjectConfig {
    Aggregation aggregation();

    Retention retention();

    Sessions sessions();

    interface Aggregation {
        /** The zone of the nightly run and of every project without one of its own. */
        @WithDefault("UTC")
        ZoneId zone();
    }

    interface Retention {
        /** For how many days back there are daily figures. */
        @WithDefault("180")
        @Min(1)
        int days();

        /** How many days after its end a session is kept. */
        @WithDefault("187")
        int sessionsDays();
    }

    interface Sessions {
        /** How long after its last heartbeat a session without an end is taken for open. */
        @WithDefault("1h")
        Duration heartbeatTimeout();

        /** How long after its start a session without an end is taken for open that never had a heartbeat. */
        @WithDefault("3d")
        Duration staleAfter();

        /** What counts beyond its last sign of life of a session that is lost. */
        @WithDefault("0s")
        Duration lostCounts();
    }
}
