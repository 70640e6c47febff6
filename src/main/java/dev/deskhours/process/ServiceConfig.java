package dev.deskhours.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What all rooms need to know of the service (docs/spec/operations.md, Configuration). */
@ConfigMapping(prefix = "deskhours")
public interface ServiceConfig {
    /** What this process does. */
    @WithDefault("api,worker,scheduler")
    Set<Role> roles();

    /** Where the embedded database and the exported files are. */
    @WithDefault("./data")
    Path dataDir();

    /** Whether to put sample sessions into the project {@code demo} at the start. */
    @WithDefault("false")
    boolean sampleData();

    /** The command of this process, which it sets itself. */
    @WithDefault("serve")
    String command();

    Db db();

    Limits limits();

    Aggregation aggregation();

    Sessions sessions();

    Retention retention();

    Clock clock();

    enum Role {
        API,
        WORKER,
        SCHEDULER
    }

    interface Db {
        /** As {@code postgresql://host:5432/name}; none = the embedded database. */
        Optional<String> url();

        /** Whether the URL is that of the embedded database, which the process itself says when it starts one. */
        @WithDefault("false")
        boolean embedded();

        Optional<String> user();

        Optional<String> password();

        /** Who migrates, where that is another than who serves; none = the user of the service. */
        Optional<String> ownerUser();

        Optional<String> ownerPassword();

        /** Where migrations go, past a pooler; none = where the service goes. */
        Optional<String> ownerUrl();

        @WithDefault("16")
        @Min(4)
        int poolSize();

        /** Whether a process that finds older tables, or none, makes them; otherwise it refuses to start. */
        @WithDefault("true")
        boolean migrateAtStart();
    }

    interface Limits {
        /** The longest body of a request. */
        @WithDefault("1G")
        MemorySize body();
    }

    interface Aggregation {
        @WithDefault("0 0 2 * * ?")
        String cron();

        /** The zone of the cron expression and of every project without one of its own. */
        @WithDefault("UTC")
        ZoneId zone();

        @WithDefault("10m")
        String refreshEvery();
    }

    interface Sessions {
        /** How long after its last sign of life an open session still counts. */
        @WithDefault("3d")
        Duration staleAfter();
    }

    interface Retention {
        @WithDefault("180")
        @Min(1)
        int days();

        @WithDefault("187")
        int sessionsDays();
    }

    interface Clock {
        /** Where the clock stands when the service starts; it ticks from there. For trials on old data. */
        Optional<Instant> startAt();
    }
}
