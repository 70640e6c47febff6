package dev.deskhours.auth.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.auth.caller.Grant;
import dev.deskhours.auth.keys.KeysFile.KeySet;
import dev.deskhours.auth.keys.KeysLedger.Entry;
import dev.deskhours.auth.keys.KeysLedger.LedgerException;
import dev.deskhours.auth.keys.KeysLedger.NewKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeysLedgerTest {
    private static final Grant ACME = new Grant(Set.of("acme"), Set.of("workspace:statistics:*"));
    private static final Optional<Instant> NEVER = Optional.empty();
    private static final String BY_HAND = """
            # ours, since 2024 – ask Zoë 🔑
            keys:   # what machines sign with
              # the nightly report
              - access_key: AKREPORT  # of the portal
                secret_key: 'first'
                projects: ["acme"]
                actions:
                  - workspace:statistics:*   # reads
                  # and nothing else
              # the uploader
              - access_key: AKUPLOAD
                secret_key: second
                projects: [acme, other]
                actions: ["workspace:connections:import"]
                expires_at: 2030-01-01T00:00:00Z
            # people
            tokens:
            - token_sha256: "1111111100000000000000000000000000000000000000000000000000000000"
              projects: ["*"]
              actions: ["*"]
            # end
            """;

    @TempDir
    Path directory;

    @Test
    void aKeyAndATokenLetIn() throws Exception {
        KeysLedger ledger = ledger(BY_HAND);

        NewKey key = ledger.addKey(ACME, Optional.of(Instant.parse("2031-01-01T00:00:00Z")));
        String token = ledger.addToken(ACME, NEVER);

        KeySet set = set();
        AccessKey made = set.accessKeys().get(key.accessKey());
        assertThat(made.secretKey()).isEqualTo(key.secretKey());
        assertThat(made.grant()).isEqualTo(ACME);
        assertThat(made.expiresAt()).contains(Instant.parse("2031-01-01T00:00:00Z"));
        assertThat(set.tokens().get(Sha256.hex(token)).caller().grant()).isEqualTo(ACME);
        assertThat(Files.readString(file())).doesNotContain(token);
        assertThat(set.accessKeys()).hasSize(3);
        assertThat(set.tokens()).hasSize(2);
    }

    @Test
    void whatSomebodyWroteStays() throws Exception {
        KeysLedger ledger = ledger(BY_HAND);

        NewKey key = ledger.addKey(ACME, NEVER);
        String token = ledger.addToken(ACME, NEVER);

        assertThat(Files.readString(file()).lines())
                .containsSubsequence(BY_HAND.lines().toList());
        assertThat(ledger.revoke(key.accessKey())).isEqualTo(key.accessKey());
        assertThat(ledger.revoke(Sha256.hex(token))).startsWith("token:");
        assertThat(Files.readString(file())).isEqualTo(BY_HAND);
    }

    @Test
    void whatIsRevokedIsGoneAndNothingElse() throws Exception {
        KeysLedger ledger = ledger(BY_HAND);

        ledger.revoke("AKREPORT");

        assertThat(set().accessKeys()).containsOnlyKeys("AKUPLOAD");
        assertThat(Files.readString(file()))
                .contains("# ours, since 2024", "# what machines sign with", "# the uploader", "# people", "# end")
                .doesNotContain("AKREPORT", "first", "# reads");
        ledger.revoke("AKUPLOAD");
        ledger.revoke("token:11111111");
        assertThat(set()).isEqualTo(KeySet.EMPTY);
        assertThat(Files.readString(file())).contains("keys: []   # what machines sign with", "# end");
        ledger.addToken(ACME, NEVER);
        assertThat(set().tokens()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys: []\ntokens: []\n",
                "keys: []  # none\ntokens: [] # none either",
                "tokens: []",
                "---\nkeys: [\n]\n",
                "{keys: [], tokens: []}\n",
                "keys: [{access_key: AKA, secret_key: s, projects: ['*'], actions: ['*']}]\n",
                "keys:\n- access_key: AKA\n  secret_key: |-\n    s\n  projects:\n  - '*'\n  actions: ['*']",
                "keys:\r\n- access_key: AKA\r\n  secret_key: s\r\n  projects: ['*']\r\n  actions: ['*']\r\n# end\r\n"
            })
    void everyWayToWriteIt(String text) throws Exception {
        KeysLedger ledger = ledger(text);
        KeySet before = set();
        try {
            NewKey key = ledger.addKey(ACME, NEVER);
            NewKey other = ledger.addKey(ACME, NEVER);
            String token = ledger.addToken(ACME, NEVER);

            assertThat(set().without(key.accessKey()).without(other.accessKey()).without(Sha256.hex(token)))
                    .isEqualTo(before);
            ledger.revoke(key.accessKey());
            ledger.revoke(Sha256.hex(token).substring(0, 10));
            ledger.revoke(other.accessKey());
            assertThat(set()).isEqualTo(before);
            for (String id : before.accessKeys().keySet()) {
                ledger.revoke(id);
            }
            assertThat(set()).isEqualTo(KeySet.EMPTY);
        } catch (LedgerException refused) {
            assertThat(refused).hasMessageContaining("edit it by hand");
            assertThat(Files.readString(file())).isEqualTo(text).startsWith("{");
        }
    }

    @Test
    void theFileIsMadeForItsOwnerAlone() throws Exception {
        Path file = directory.resolve("new").resolve("keys.yaml");

        new KeysLedger(file).addToken(ACME, NEVER);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
    }

    @Test
    void aFileThatTheServiceReadsByItsGroupStaysSo() throws Exception {
        KeysLedger ledger = ledger(BY_HAND);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        ledger.addToken(ACME, NEVER);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
        assertThat(directory.toFile().list()).containsExactly("keys.yaml");
    }

    @Test
    void manyAtOnceAreAllThere() throws Exception {
        KeysLedger ledger = new KeysLedger(file());
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<NewKey>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> ledger.addKey(ACME, NEVER));
            }
            for (Future<NewKey> call : callers.invokeAll(calls)) {
                assertThat(set().accessKeys()).containsKey(call.get().accessKey());
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(ledger.entries()).hasSize(20);
    }

    @Test
    void whatThereIsWithoutSecrets() throws Exception {
        assertThat(ledger(BY_HAND).entries())
                .extracting(Entry::id)
                .containsExactly("AKREPORT", "AKUPLOAD", "token:11111111");
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        KeysLedger ledger = ledger(BY_HAND);
        assertThatThrownBy(() -> ledger.revoke("AKNOBODY")).hasMessageContaining("neither a key nor a token AKNOBODY");
        assertThatThrownBy(() -> ledger.revoke("1111")).hasMessageContaining("neither a key nor a token 1111");
        assertThatThrownBy(() -> ledger("keys: {}\n").addToken(ACME, NEVER)).hasMessageContaining("keys is no list");
        assertThatThrownBy(() -> new KeysLedger(directory.resolve("none.yaml")).entries())
                .hasMessageContaining("there is no such file");
        assertThat(Files.readString(file())).isEqualTo("keys: {}\n");
    }

    private KeysLedger ledger(String text) throws Exception {
        Files.writeString(file(), text);
        return new KeysLedger(file());
    }

    private Path file() {
        return directory.resolve("keys.yaml");
    }

    private KeySet set() throws Exception {
        return KeysFile.parse(Files.readAllBytes(file()));
    }
}
