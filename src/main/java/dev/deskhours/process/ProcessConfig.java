package dev.deskhours.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What this process is (docs/configuration.md). What one room alone needs is in that room's own mapping. */
@ConfigMapping(prefix = "deskhours")
public interface ProcessConfig {
    /** The command that serves, without which the others do their work and end. */
    String SERVE = "serve";

    /** The command that makes the tables, and so the one that starts without them. */
    String MIGRATE = "migrate";

    /** What this process does; see {@link ActiveRoles} for what it does of its own accord. */
    @WithDefault("api,worker,scheduler")
    Set<Role> roles();

    /** Where the embedded database and the exported files are. */
    @WithDefault("./data")
    Path dataDir();

    /** Whether to put sample sessions into the project {@code demo} at the start. */
    @WithDefault("false")
    boolean sampleData();

    /** The command of this process, which it sets itself. */
    @WithDefault(SERVE)
    String command();

    Clock clock();

    enum Role {
        API,
        WORKER,
        SCHEDULER
    }

    interface Clock {
        /** Where the clock stands when the service starts; it ticks from there. For trials on old data. */
        Optional<Instant> startAt();
    }
}
