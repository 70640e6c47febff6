package dev.deskhours.auth.jwt;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class JwtSettingsTest {
    private static final ProviderKey KEY = ProviderKey.ec("k");

    @Test
    void nothingAndAllOfAProviderAreRight() {
        assertThat(wrong()).isEmpty();
        assertThat(wrong("key-location", "https://idp.example.com/keys", "issuer", "i"))
                .isEmpty();
        assertThat(wrong("key-location", "/run/secrets/key.pem", "issuer", "i", "audience", "a"))
                .isEmpty();
        assertThat(wrong("public-key", KEY.pem(), "issuer", "i")).isEmpty();
        assertThat(wrong("public-key", KEY.jwk(), "issuer", "i")).isEmpty();
    }

    @Test
    void aKeyNeedsItsIssuerAndAnIssuerItsKey() {
        assertThat(wrong("public-key", KEY.pem()))
                .containsExactly("deskhours.auth.jwt.issuer is not set; allowed is the claim iss of the provider whose"
                        + " key is set");
        assertThat(wrong("issuer", "i"))
                .containsExactly("deskhours.auth.jwt.key-location is not set; allowed is where the keys of the issuer"
                        + " that is set are");
        assertThat(wrong("audience", "a")).hasSize(1);
    }

    @Test
    void oneKeyIsEnough() {
        assertThat(wrong("public-key", KEY.pem(), "key-location", "/k", "issuer", "i"))
                .containsExactly(
                        "deskhours.auth.jwt.public-key is set; allowed is nothing beside deskhours.auth.jwt.key-location");
    }

    @Test
    void locationsThatAreNone() {
        assertThat(wrong("key-location", "file:key.pem", "issuer", "i"))
                .containsExactly(
                        "deskhours.auth.jwt.key-location is file:key.pem; allowed is a path or an http or file URL");
        assertThat(wrong("key-location", "file:/a b", "issuer", "i")).hasSize(1);
    }

    @Test
    void aKeyThatIsNoPublicKeyIsNotShown() {
        String secret = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEY.pair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        for (String other :
                List.of(secret, "c2VjcmV0", "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}", "{}", "{\"keys\":[]}")) {
            assertThat(wrong("public-key", other, "issuer", "i"))
                    .containsExactly(
                            "deskhours.auth.jwt.public-key is something else; allowed is an RSA or EC public key"
                                    + " in PEM or JWK form");
        }
    }

    @Test
    void clocksDifferByMinutesAtMost() {
        assertThat(wrong("clock-skew", "0s")).isEmpty();
        assertThat(wrong("clock-skew", "5m")).isEmpty();
        assertThat(wrong("clock-skew", "301s"))
                .containsExactly("deskhours.auth.jwt.clock-skew is PT5M1S; allowed is PT0S to PT5M");
        assertThat(wrong("clock-skew", "-PT1S")).hasSize(1);
    }

    private static List<String> wrong(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int pair = 0; pair < namesAndValues.length; pair += 2) {
            settings.put("deskhours.auth.jwt." + namesAndValues[pair], namesAndValues[pair + 1]);
        }
        return JwtSettings.wrong(Settings.of(JwtConfig.class, settings));
    }
}
