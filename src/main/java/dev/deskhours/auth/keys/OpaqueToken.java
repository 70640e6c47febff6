package dev.deskhours.auth.keys;

import java.time.Instant;
import java.util.Optional;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.Grant;

/**
 * A token of the keys file, which is known by its hash alone (docs/spec/signing.md, Where keys live).
 *
 * @param expiresAt from then on it is good for nothing
 */
public record OpaqueToken(Caller caller, Optional<Instant> expiresAt) {
    private static final int SHOWN = 8;

    static OpaqueToken of(String hash, Optional<Instant> expiresAt, Grant grant) {
        return new OpaqueToken(new Caller("token:" + hash.substring(0, SHOWN), grant), expiresAt);
    }
}
