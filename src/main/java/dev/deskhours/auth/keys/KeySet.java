package dev.deskhours.auth.keys;

import java.util.Map;

/**
 * All that one keys file holds.
 *
 * @param accessKeys by their ids
 * @param tokens by their hashes, lower-case hex
 */
record KeySet(Map<String, AccessKey> accessKeys, Map<String, OpaqueToken> tokens) {
    static final KeySet EMPTY = new KeySet(Map.of(), Map.of());

    KeySet {
        accessKeys = Map.copyOf(accessKeys);
        tokens = Map.copyOf(tokens);
    }
}
