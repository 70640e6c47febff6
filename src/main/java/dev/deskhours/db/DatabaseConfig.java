package dev.deskhours.db;

import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which database the service has, and as whom it is used (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours.db")
public interface DatabaseConfig {
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

    /** How many connections a process has at most. */
    @WithDefault("16")
    @Min(4)
    int poolSize();

    /** Whether a process that finds older tables, or none, makes them; otherwise it refuses to start. */
    @WithDefault("true")
    boolean migrateAtStart();
}
