package dev.deskhours.auth.jwt;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Tokens of an OpenID provider (docs/spec/signing.md, Ways in); taken if a key location or a public key is given.
 */
@ConfigMapping(prefix = "deskhours.auth.jwt")
public interface JwtConfig {
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
