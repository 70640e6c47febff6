package dev.deskhours.auth.jwt;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Settings that can be read but make no sense (docs/spec/operations.md, Configuration). */
public final class JwtSettings {
    private static final String JWT = "deskhours.auth.jwt.";
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private JwtSettings() {}

    /** A line for each wrong setting. */
    public static List<String> wrong(JwtConfig jwt) {
        List<String> lines = new ArrayList<>();
        boolean isOn = jwt.keyLocation().isPresent() || jwt.publicKey().isPresent();
        if (jwt.keyLocation().isPresent() && jwt.publicKey().isPresent()) {
            lines.add(JWT + "public-key is set; allowed is nothing beside " + JWT + "key-location");
        }
        if (jwt.keyLocation().filter(location -> !isLocation(location)).isPresent()) {
            lines.add(
                    JWT + "key-location is " + jwt.keyLocation().get() + "; allowed is a path or an http or file URL");
        }
        // A key may sign for several issuers.
        if (isOn && jwt.issuer().isEmpty()) {
            lines.add(JWT + "issuer is not set; allowed is the claim iss of the provider whose key is set");
        }
        if (!isOn && (jwt.issuer().isPresent() || jwt.audience().isPresent())) {
            lines.add(JWT + "key-location is not set; allowed is where the keys of the issuer that is set are");
        }
        if (jwt.clockSkew().isNegative() || jwt.clockSkew().compareTo(MAX_SKEW) > 0) {
            lines.add(JWT + "clock-skew is " + jwt.clockSkew() + "; allowed is PT0S to " + MAX_SKEW);
        }
        if (jwt.publicKey().filter(key -> !isPublicKey(key)).isPresent()) {
            // Not its value: it may be the private key.
            lines.add(JWT + "public-key is something else; allowed is an RSA or EC public key in PEM or JWK form");
        }
        return lines;
    }

    private static boolean isLocation(String text) {
        try {
            KeySource.at(text);
            return true;
        } catch (IllegalArgumentException another) {
            return false;
        }
    }

    private static boolean isPublicKey(String text) {
        try {
            PublicKeys.parse(text);
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }
}
