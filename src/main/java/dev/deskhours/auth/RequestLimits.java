package dev.deskhours.auth;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one caller may ask of one process; nothing of it is shared between processes. */
@ConfigMapping(prefix = "deskhours.limits")
public interface RequestLimits {
    /** How many requests a caller may make in a second, on average. */
    @WithDefault("100")
    @Min(1)
    int requestsPerSecond();

    /** How many requests a caller who was quiet may make at once. */
    @WithDefault("200")
    @Min(1)
    int burst();

    /** How many wrong signatures in a row lock an access key out, for the address they came from. */
    @WithDefault("5")
    @Min(1)
    int wrongSignatures();

    @WithDefault("5m")
    Duration lockOut();

    /** The longest body of a request that is no upload of records: it is held in memory. */
    @WithDefault("1M")
    MemorySize jsonBody();

    /** The longest such body of a caller who is only certain when all of it is there. */
    @WithDefault("64K")
    MemorySize unprovenBody();

    /** How many bytes of such bodies a process holds at once; a quarter of it is for those who have proven nothing. */
    @WithDefault("16M")
    MemorySize heldBodies();

    /** How long such a body may take to come. */
    @WithDefault("30s")
    Duration bodyTime();
}
