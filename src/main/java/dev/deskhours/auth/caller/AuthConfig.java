package dev.deskhours.auth.caller;

import java.nio.file.Path;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who is let in (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours.auth")
public interface AuthConfig {
    @WithDefault("on")
    Mode mode();

    /** Access keys and opaque tokens (docs/spec/signing.md, Where keys live); a change is in force within 30 s. */
    @WithDefault("${deskhours.data-dir:./data}/keys.yaml")
    Path keysFile();

    /** Whether a signature may leave the body out also where the request does not come over TLS. */
    @WithDefault("false")
    boolean unsignedPayload();

    /** What is no operation of the API and open to everybody, with all below it. */
    @WithDefault("/q/health,/q/openapi,/q/swagger-ui")
    List<String> openPaths();

    enum Mode {
        /** Callers show who they are. */
        ON,
        /** Everybody may do everything. */
        OFF
    }
}
