package dev.deskhours.auth.keys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.auth.keys.KeysFile.KeySet;
import dev.deskhours.auth.keys.KeysFile.KeysFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KeysFileTest {
    private static final String SECRET = "s3cr3tOfTheOffice";
    private static final String HASH = "5e88489800000000000000000000000000000000000000000000000000000000";
    private static final String GOOD = """
            keys:
              - access_key: AKEXAMPLE0000000000A
                secret_key: s3cr3tOfTheOffice
                projects: ["0123456789abcdef0123456789abcdef"]
                actions: ["workspace:statistics:*", "workspace:tenants:exportData"]
                expires_at: 2027-01-01T00:00:00Z
                security_token: t0kenOfTheOffice
              - {access_key: AK-2, secret_key: "0123", projects: ["*"], actions: ["*"]}
            tokens:
              - token_sha256: 5e88489800000000000000000000000000000000000000000000000000000000
                projects: ["*"]
                actions: ["*"]
            """;

    @Test
    void whatTheContractShows() throws Exception {
        KeySet set = parse(GOOD);

        assertThat(set.accessKeys()).containsOnlyKeys("AKEXAMPLE0000000000A", "AK-2");
        AccessKey key = set.accessKeys().get("AKEXAMPLE0000000000A");
        assertThat(key.secretKey()).isEqualTo(SECRET);
        assertThat(key.securityToken()).contains("t0kenOfTheOffice");
        assertThat(key.expiresAt()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(key.grant().projects()).containsExactly("0123456789abcdef0123456789abcdef");
        assertThat(key.grant().actions())
                .containsExactlyInAnyOrder("workspace:statistics:*", "workspace:tenants:exportData");
        assertThat(key.caller()).isEqualTo(new Caller("ak:AKEXAMPLE0000000000A", key.grant()));
        OpaqueToken token = set.tokens().get(HASH);
        assertThat(token.caller()).isEqualTo(new Caller("token:5e884898", new Grant(Set.of("*"), Set.of("*"))));
        assertThat(token.expiresAt()).isEmpty();
    }

    @Test
    void valuesAreTakenAsTheyAreWritten() throws Exception {
        String digits = "0".repeat(63) + "7";
        KeySet set = parse("""
                keys:
                  - access_key: 00123
                    secret_key: 0x1F
                    projects: [007, true, 1e3]
                    actions: ["*"]
                    expires_at: "2027-01-01T08:00:00+08:00"
                tokens:
                  - {token_sha256: %s, projects: [p], actions: ["*"], expires_at: 2027-01-01T00:00:00Z}
                """.formatted(digits));

        AccessKey key = set.accessKeys().get("00123");
        assertThat(key.secretKey()).isEqualTo("0x1F");
        assertThat(key.grant().projects()).containsExactlyInAnyOrder("007", "true", "1e3");
        assertThat(key.expiresAt()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(set.tokens().get(digits).expiresAt()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void hashesMayBeInCapitals() throws Exception {
        assertThat(parse(GOOD.replace("5e88", "5E88")).tokens()).containsOnlyKeys(HASH);
    }

    @Test
    void editorsOfAllKinds() throws Exception {
        assertThat(parse(GOOD.replace("\n", "\r\n"))).isEqualTo(parse(GOOD));
        assertThat(parse("\uFEFF" + GOOD)).isEqualTo(parse(GOOD));
    }

    @Test
    void oneListIsEnough() throws Exception {
        assertThat(parse("keys: []")).isEqualTo(KeySet.EMPTY);
        assertThat(parse("tokens: []\n")).isEqualTo(KeySet.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aBrokenFileIsRefusedInOneLineWithoutAnyValue(String content, String reason) {
        assertThatThrownBy(() -> parse(content))
                .isInstanceOf(KeysFileException.class)
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1)
                .doesNotContain("cr3t", "t0ken", "Office", "5e88", "mistake", "AKEXAMPLE")
                .hasSizeLessThan(200);
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                arguments("", "empty"),
                arguments("# nothing\n", "empty"),
                arguments("--- \n", "no fields"),
                arguments("{}", "neither keys nor tokens"),
                arguments("s3cr3tOfTheOffice", "no fields"),
                arguments("[keys, tokens]", "no fields"),
                arguments("keys: s3cr3tOfTheOffice", "keys is no list"),
                arguments("keys: {a: b}", "keys is no list"),
                arguments("keys: [s3cr3tOfTheOffice]", "keys entry 1, line 1: no fields"),
                arguments("keys:\n  - [s3cr3tOfTheOffice]", "keys entry 1, line 2: no fields"),
                arguments(
                        GOOD + "s3cr3tOfTheOffice: x\n", "line 1: an unknown field in line 13; known are keys, tokens"),
                arguments(GOOD + "keys: []\n", "keys is there twice"),
                arguments(GOOD + "---\n" + GOOD, "no YAML in line 13, column 1"),
                arguments(GOOD + "\"s3cr3tOfTheOffice", "no YAML in line 13"),
                arguments(GOOD.replace("secret_key: s3", "secret_key: @s3"), "no YAML in line 3, column 17"),
                arguments(GOOD.replace("secret_key: s3", "secret_key: {s3"), "no YAML"),
                arguments(GOOD.replace("secret_key: s3", "secret_key: *s3"), "no YAML in line 3"),
                arguments(GOOD.replace("secret_key: s3", "secret_key: \u0007s3"), "no YAML"),
                arguments(GOOD.replace("secret_key: s3cr", "secret_key:\ts3cr: "), "no YAML"),
                arguments(
                        changed("secret_key: s3", "secret_kye: s3"),
                        "keys entry 1, line 2: an unknown field in line 3"),
                arguments(
                        changed("secret_key: s3", "secret_key: !!binary s3"), "entry 1, line 2: secret_key is no text"),
                arguments(changed("secret_key: s3", "secret_key: !!java.net.URL s3"), "no YAML in line 3"),
                arguments(
                        changed("secret_key: s3cr3tOfTheOffice", "secret_key: "),
                        "entry 1, line 2: secret_key is empty"),
                arguments(changed("secret_key: s3cr3tOfTheOffice", "secret_key: ''"), "secret_key is empty"),
                arguments(changed("secret_key: s3cr3tOfTheOffice", "secret_key: '  '"), "secret_key is empty"),
                arguments(changed("secret_key: s3cr3tOfTheOffice", "secret_key: ~"), "secret_key is empty"),
                arguments(changed("secret_key: s3cr3tOfTheOffice", "secret_key: [s3cr3t]"), "secret_key is no text"),
                arguments(
                        changed("s3cr3tOfTheOffice", "|\n      s3cr3tOfTheOffice"),
                        "secret_key has white space around it"),
                arguments(
                        changed("s3cr3tOfTheOffice", "\"s3cr3t\\0Of\""),
                        "secret_key has white space around it, or control"),
                arguments(changed("    secret_key: s3cr3tOfTheOffice\n", ""), "entry 1, line 2: secret_key is missing"),
                arguments(changed("security_token: t0", "security_token: ''\n    # t0"), "security_token is empty"),
                arguments(changed("security_token: t0", "secret_key: t0"), "secret_key is there twice"),
                arguments(changed("access_key: AKEXAMPLE0000000000A\n    ", ""), "access_key is missing"),
                arguments(changed("access_key: AKEXAMPLE", "access_key: 'AK '"), "no YAML"),
                arguments(changed("access_key: AKEXAMPLE", "access_key: AK/EXAMPLE"), "access_key is not 1..128 of"),
                arguments(
                        changed("access_key: AK-2", "access_key: AKEXAMPLE0000000000A"),
                        "keys entry 2, line 8: access_key is that of"),
                arguments(changed("    projects: [\"0123456789abcdef0123456789abcdef\"]\n", ""), "projects is missing"),
                arguments(changed("[\"0123456789abcdef0123456789abcdef\"]", "[]"), "projects is empty"),
                arguments(changed("[\"0123456789abcdef0123456789abcdef\"]", "mistake"), "projects is no list"),
                arguments(
                        changed("[\"0123456789abcdef0123456789abcdef\"]", "[mis/take]"),
                        "projects has an item that is neither"),
                arguments(
                        changed("[\"0123456789abcdef0123456789abcdef\"]", "[mistake*]"),
                        "projects has an item that is neither"),
                arguments(changed("[\"0123456789abcdef0123456789abcdef\"]", "[a, [mistake]]"), "projects is no text"),
                arguments(changed("[\"0123456789abcdef0123456789abcdef\"]", "[a, '']"), "projects is empty"),
                arguments(
                        changed("workspace:statistics:*", "workspace:statistics:mistake"),
                        "actions has an item that is no"),
                arguments(changed("workspace:statistics:*", "workspace:stat*"), "actions has an item that is no"),
                arguments(
                        changed("2027-01-01T00:00:00Z", "2027-02-30T00:00:00Z"),
                        "expires_at is no time such as 2026-11-01T00:00:00Z"),
                arguments(changed("2027-01-01T00:00:00Z", "mistake"), "expires_at is no time"),
                arguments(changed("2027-01-01T00:00:00Z", "2027-01-01"), "expires_at is no time"),
                arguments(changed(HASH, "5e88"), "tokens entry 1, line 10: token_sha256 is not 64 hex digits"),
                arguments(changed(HASH, HASH.replace('e', 'g')), "token_sha256 is not 64 hex digits"),
                arguments(changed("token_sha256", "token"), "tokens entry 1, line 10: an unknown field in line 10"),
                arguments(
                        GOOD + GOOD.substring(GOOD.indexOf("  - token")),
                        "tokens entry 2, line 13: token_sha256 is that of"),
                arguments("keys: " + "[".repeat(2_000), "no YAML"),
                arguments("a: &a [x]\nb: &b [" + "*a, ".repeat(60) + "]\nkeys: [*b]\n", "no YAML"),
                arguments("keys: &keys [*keys]", "entry 1, line 1: no fields"));
    }

    @Test
    void aFileOfOtherBytesIsRefused() {
        assertThatThrownBy(() -> KeysFile.parse(GOOD.replace("s3", "\u00e9").getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(KeysFileException.class)
                .hasMessage("not UTF-8");
        assertThatThrownBy(() -> KeysFile.parse(new byte[YamlDocument.MAX_BYTES + 1]))
                .isInstanceOf(KeysFileException.class)
                .hasMessageContaining("longer than 4194304 bytes");
    }

    @Test
    void whatIsReadShowsNoSecret() throws Exception {
        assertThat(parse(GOOD).toString()).contains("AKEXAMPLE0000000000A").doesNotContain("s3cr3t", "t0ken", "0123,");
    }

    private static KeySet parse(String content) throws KeysFileException {
        return KeysFile.parse(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String changed(String part, String other) {
        assertThat(GOOD).contains(part);
        return GOOD.replace(part, other);
    }
}
