package dev.deskhours.auth.keys;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.nodes.Node;

import dev.deskhours.auth.caller.ActionPattern;
import dev.deskhours.auth.caller.Grant;

/** The form of the keys file (docs/spec/signing.md, Where keys live): it is right as a whole, or refused as a whole. */
final class KeysFile {
    private static final List<String> LISTS = List.of("keys", "tokens");
    private static final List<String> KEY_FIELDS =
            List.of("access_key", "secret_key", "projects", "actions", "expires_at", "security_token");
    private static final List<String> TOKEN_FIELDS = List.of("token_sha256", "projects", "actions", "expires_at");
    private static final Pattern ACCESS_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");

    private KeysFile() {}

    static KeySet parse(byte[] content) throws KeysFileException {
        KeysFileFields file = KeysFileFields.of(YamlDocument.read(content), "the file", LISTS);
        if (LISTS.stream().noneMatch(file::has)) {
            throw file.broken("neither keys nor tokens");
        }
        return new KeySet(accessKeys(file.nodes("keys")), tokens(file.nodes("tokens")));
    }

    private static Map<String, AccessKey> accessKeys(List<Node> nodes) throws KeysFileException {
        Map<String, AccessKey> keys = new HashMap<>();
        for (Node node : nodes) {
            KeysFileFields entry = KeysFileFields.of(node, "keys entry " + (keys.size() + 1), KEY_FIELDS);
            AccessKey key = accessKey(entry);
            if (keys.put(key.id(), key) != null) {
                throw entry.broken("access_key is that of an entry before");
            }
        }
        return keys;
    }

    private static Map<String, OpaqueToken> tokens(List<Node> nodes) throws KeysFileException {
        Map<String, OpaqueToken> tokens = new HashMap<>();
        for (Node node : nodes) {
            KeysFileFields entry = KeysFileFields.of(node, "tokens entry " + (tokens.size() + 1), TOKEN_FIELDS);
            String hash = matching(entry, "token_sha256", HASH, "64 hex digits").toLowerCase(Locale.ROOT);
            if (tokens.put(hash, OpaqueToken.of(hash, entry.optionalTime("expires_at"), grant(entry))) != null) {
                throw entry.broken("token_sha256 is that of an entry before");
            }
        }
        return tokens;
    }

    private static AccessKey accessKey(KeysFileFields entry) throws KeysFileException {
        String id = matching(entry, "access_key", ACCESS_KEY, "1..128 of A-Z a-z 0-9 _ -");
        String secret = entry.text("secret_key");
        Optional<String> securityToken = entry.optionalText("security_token");
        return new AccessKey(id, secret, securityToken, entry.optionalTime("expires_at"), grant(entry));
    }

    private static Grant grant(KeysFileFields entry) throws KeysFileException {
        return new Grant(
                entry.texts("projects", Grant::isProject, "has an item that is neither a project id nor *"),
                entry.texts("actions", ActionPattern::isValid, "has an item that is no action, no prefix:* and not *"));
    }

    private static String matching(KeysFileFields entry, String name, Pattern form, String rule)
            throws KeysFileException {
        String text = entry.text(name);
        if (!form.matcher(text).matches()) {
            throw entry.broken(name + " is not " + rule);
        }
        return text;
    }

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

        /** @param name an access key, or the hash of a token */
        KeySet without(String name) {
            Map<String, AccessKey> otherKeys = new HashMap<>(accessKeys);
            otherKeys.remove(name);
            Map<String, OpaqueToken> otherTokens = new HashMap<>(tokens);
            otherTokens.remove(name.toLowerCase(Locale.ROOT));
            return new KeySet(otherKeys, otherTokens);
        }
    }

    /** Why a keys file cannot be used: one line, without any value of the file, since each may be a misplaced secret. */
    static final class KeysFileException extends Exception {
        KeysFileException(String reason) {
            super(reason);
        }
    }
}
