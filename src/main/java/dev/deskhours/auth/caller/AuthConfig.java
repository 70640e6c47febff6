package dev.deskhours.auth.caller;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who is let in (docs/spec/operations.md, Configuration). */
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

    Jwt jwt();

    enum Mode {
        /** Callers show who they are. */
        ON,
        /** Everybody may do everything. */
        OFF
    }

    /**
     * Tokens of an OpenID provider (docs/spec/signing.md, Ways in); taken if a key location or a public key is given.
     */
    interface Jwt {
        /** An HTTP or file URL, or a path, of a JWKS or of one public key in PEM or JWK form. */
        Optional<String> keyLocation();

        /** The public key itself, in PEM or JWK form, where there is no location. */
        Optional<String> publicKey();

        /** What {@code iss} must be. */
        Optional<String> issuer();

        /** What {@code aud} must name; absent = any. */
        Optional<String> audience();

        @WithDefault("sub")
        String subjectClaim();

        @WithDefault("projects")
        String projectsClaim();

        @WithDefault("scope")
        String actionsClaim();

        /** How far the provider's clock may be from ours. */
        @WithDefault("30s")
        Duration clockSkew();
    }
}
