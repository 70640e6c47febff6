package dev.deskhours.session;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How records are taken in (docs/spec/operations.md, Configuration). */
@ConfigMapping(prefix = "deskhours")
public interface SessionConfig {
    Limits limits();

    interface Limits {
        /** The longest body of an upload, once decompressed too. */
        @WithDefault("1G")
        MemorySize body();
    }
}
