package dev.deskhours.session;

import java.time.Duration;
import java.util.OptionalLong;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How records are taken in (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours")
public interface SessionConfig {
    Limits limits();

    interface Limits {
        /** The longest body of an upload, once decompressed too. */
        @WithDefault("1G")
        MemorySize body();

        /** How many desktops a project may have; none = any number. */
        OptionalLong desktopsPerProject();

        /** How many records of sessions a project may send on one day of UTC; none = any number. */
        OptionalLong sessionsPerDay();

        Uploads uploads();
    }

    /** Limits of the uploads in one process. Rates are in bytes per second. */
    interface Uploads {
        /** How many are parsed and stored at once; never more than half of the connections to the database. */
        @WithDefault("8")
        @Min(1)
        int running();

        @WithDefault("4")
        @Min(1)
        int runningPerCaller();

        @WithDefault("2")
        @Min(1)
        int runningPerProject();

        /** How long one that has been received waits for its turn. */
        @WithDefault("30s")
        Duration maxWait();

        /** How many of one caller are on their way at once, from the first byte to the answer. */
        @WithDefault("32")
        @Min(1)
        int perCaller();

        @WithDefault("32")
        @Min(1)
        int perProject();

        /** How many bodies are received at once whose callers are not certain before their end. */
        @WithDefault("400")
        @Min(1)
        int unproven();

        @WithDefault("250")
        @Min(1)
        int unprovenPerAddress();

        /** How many bytes of bodies are on disk at once; half of them may be of unproven callers. */
        @WithDefault("4G")
        MemorySize spool();

        /** How slowly a body may come, over any {@link #rateWindow}. */
        @WithDefault("1K")
        MemorySize minRate();

        @WithDefault("30s")
        Duration rateWindow();

        @WithDefault("2h")
        Duration maxTime();

        @WithDefault("8K")
        MemorySize unprovenMinRate();

        @WithDefault("5s")
        Duration unprovenRateWindow();

        @WithDefault("10m")
        Duration unprovenMaxTime();
    }
}
