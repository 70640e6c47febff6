package dev.deskhours.auth.keys;

import java.time.Instant;
import java.util.Optional;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.Grant;

/**
 * A key that requests are signed with (docs/spec/signing.md, Where keys live).
 *
 * @param securityToken what must come along with temporary credentials
 * @param expiresAt from then on it is good for nothing
 */
public record AccessKey(
        String id, String secretKey, Optional<String> securityToken, Optional<Instant> expiresAt, Grant grant) {
    public Caller caller() {
        return new Caller("ak:" + id, grant);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AccessKey[id=" + id + ", expiresAt=" + expiresAt + ", grant=" + grant + "]";
    }
}
