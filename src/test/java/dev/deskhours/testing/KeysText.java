package dev.deskhours.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A keys file in the making (docs/spec/signing.md, Where keys live). */
public final class KeysText {
    private final StringBuilder keys = new StringBuilder("keys:\n");
    private final StringBuilder tokens = new StringBuilder("tokens:\n");

    /** @param more further lines such as {@code "security_token: ..."} */
    public KeysText key(
            String accessKey, String secretKey, List<String> projects, List<String> actions, String... more) {
        keys.append("  - access_key: ").append(accessKey).append('\n');
        keys.append("    secret_key: ").append(secretKey).append('\n');
        keys.append(rights(projects, actions));
        Arrays.stream(more).forEach(line -> keys.append("    ").append(line).append('\n'));
        return this;
    }

    public KeysText token(String token, List<String> projects, List<String> actions) {
        tokens.append("  - token_sha256: ").append(sha256(token)).append('\n');
        tokens.append(rights(projects, actions));
        return this;
    }

    @Override
    public String toString() {
        return keys.toString() + tokens;
    }

    private static String rights(List<String> projects, List<String> actions) {
        return "    projects: " + list(projects) + "\n    actions: " + list(actions) + "\n";
    }

    private static String list(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    public static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
