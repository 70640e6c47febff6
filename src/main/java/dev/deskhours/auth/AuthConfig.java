package dev.deskhours.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who is let in (operations.md, Configuration). */
@ConfigMapping(prefix = "deskhours.auth")
public interface AuthConfig {
    @WithDefault("off")
    Mode mode();

    enum Mode {
        /** Everybody may do everything. */
        OFF
    }
}
