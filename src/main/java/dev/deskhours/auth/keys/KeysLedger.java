package dev.deskhours.auth.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.deskhours.auth.caller.Grant;
import dev.deskhours.auth.keys.KeysFile.KeySet;
import dev.deskhours.auth.keys.KeysFile.KeysFileException;

/** The keys file for whoever looks after it: adds, lists and revokes (docs/spec/signing.md, Where keys live). */
public final class KeysLedger {
    private static final String KEYS = "keys";
    private static final String TOKENS = "tokens";
    private static final String ID_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int ID_LENGTH = 20;
    private static final String TOKEN_PREFIX = "token:";
    private static final int SHOWN = 8;
    private static final String BY_HAND = "is written in a way that cannot be changed without a loss; edit it by hand";

    private final Path file;

    public KeysLedger(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** A key that was made, of which the secret is shown once. */
    public record NewKey(String accessKey, String secretKey) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "NewKey[" + accessKey + "]";
        }
    }

    /**
     * What the file lets in.
     *
     * @param id an access key, or {@code token:} and the first eight digits of a token's hash, as logs name callers
     */
    public record Entry(String id, Grant grant, Optional<Instant> expiresAt) {}

    /** Why the file cannot be read, changed or found to have something, in one line without anything secret. */
    public static final class LedgerException extends Exception {
        LedgerException(String reason) {
            super(reason);
        }
    }

    /** @param expiresAt from when on it is good for nothing */
    public NewKey addKey(Grant grant, Optional<Instant> expiresAt) throws LedgerException {
        NewKey key = new NewKey(newId(), FirstKeys.newToken());
        List<String> fields = List.of("access_key: " + key.accessKey(), "secret_key: \"" + key.secretKey() + "\"");
        add(KEYS, key.accessKey(), fields, grant, expiresAt);
        return key;
    }

    /** The new token, of which the file has only the hash. */
    public String addToken(Grant grant, Optional<Instant> expiresAt) throws LedgerException {
        String token = FirstKeys.newToken();
        String hash = Sha256.hex(token);
        add(TOKENS, hash, List.of("token_sha256: \"" + hash + "\""), grant, expiresAt);
        return token;
    }

    /** All there is, access keys first. */
    public List<Entry> entries() throws LedgerException {
        try {
            KeySet set = KeysFile.parse(Files.readAllBytes(file));
            List<Entry> entries = new ArrayList<>();
            new TreeMap<>(set.accessKeys())
                    .forEach((id, key) -> entries.add(new Entry(id, key.grant(), key.expiresAt())));
            new TreeMap<>(set.tokens())
                    .forEach((hash, token) -> entries.add(
                            new Entry(token.caller().name(), token.caller().grant(), token.expiresAt())));
            return entries;
        } catch (IOException | KeysFileException failure) {
            throw refusal(failure);
        }
    }

    /**
     * Takes an entry out.
     *
     * @param id an access key, or at least eight digits of the beginning of a token's hash, with or without {@code token:}
     * @return its id, as {@link #entries} has it
     */
    public String revoke(String id) throws LedgerException {
        List<String> revoked = new ArrayList<>();
        change(text -> {
            KeysFileText source = new KeysFileText(text);
            List<String> keys = source.values(KEYS, "access_key");
            List<String> hashes = source.values(TOKENS, "token_sha256");
            int key = keys.indexOf(id);
            int token = key < 0 ? theOne(hashes, id) : -1;
            String name = key < 0 ? hashes.get(token) : keys.get(key);
            revoked.add(key < 0 ? TOKEN_PREFIX + name.substring(0, SHOWN) : name);
            return same(
                    KeysFile.parse(bytes(text)).without(name),
                    key < 0 ? source.without(TOKENS, token) : source.without(KEYS, key));
        });
        return revoked.get(revoked.size() - 1);
    }

    private static int theOne(List<String> hashes, String id) throws KeysFileException {
        String start =
                (id.startsWith(TOKEN_PREFIX) ? id.substring(TOKEN_PREFIX.length()) : id).toLowerCase(Locale.ROOT);
        List<String> found = hashes.stream()
                .filter(hash ->
                        start.length() >= SHOWN && hash.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
        if (found.size() != 1) {
            throw new KeysFileException(
                    found.isEmpty()
                            ? "there is neither a key nor a token " + id + "; 'deskhours keys list' shows what there is"
                            : "more than one token begins with " + start + "; give more of its hash");
        }
        return hashes.indexOf(found.get(0));
    }

    private void add(String list, String name, List<String> fields, Grant grant, Optional<Instant> expiresAt)
            throws LedgerException {
        List<String> all = new ArrayList<>(fields);
        all.add("projects: " + quoted(grant.projects()));
        all.add("actions: " + quoted(grant.actions()));
        expiresAt.ifPresent(time -> all.add("expires_at: " + time));
        change(text -> {
            KeySet before = KeysFile.parse(bytes(text));
            String after = new KeysFileText(text).with(list, all);
            KeySet set = parsed(after);
            if (set.equals(before) || !set.without(name).equals(before)) {
                throw new KeysFileException(BY_HAND);
            }
            return after;
        });
    }

    private void change(KeysFileChange.Edit edit) throws LedgerException {
        try {
            KeysFileChange.of(file, edit);
        } catch (IOException | KeysFileException failure) {
            throw refusal(failure);
        }
    }

    /** What was written by hand in a way that nobody has thought of stays as it is. */
    private static String same(KeySet expected, String text) throws KeysFileException {
        if (!parsed(text).equals(expected)) {
            throw new KeysFileException(BY_HAND);
        }
        return text;
    }

    private static KeySet parsed(String changed) throws KeysFileException {
        try {
            return KeysFile.parse(bytes(changed));
        } catch (KeysFileException broken) {
            throw new KeysFileException(BY_HAND);
        }
    }

    private LedgerException refusal(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return new LedgerException(file + ": there is no such file; 'deskhours keys add' makes it");
        }
        String reason = failure instanceof KeysFileException
                ? failure.getMessage()
                : "cannot be read or replaced (" + failure.getClass().getSimpleName()
                        + "); run this as its owner, where its directory can be written to";
        return new LedgerException(file + ": " + reason);
    }

    private static String quoted(Set<String> texts) {
        return new TreeSet<>(texts).stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String newId() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder("AK");
        while (id.length() < ID_LENGTH) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }
}
