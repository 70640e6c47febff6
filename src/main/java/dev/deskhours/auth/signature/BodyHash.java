package dev.deskhours.auth.signature;

import java.util.regex.Pattern;

/**
 * How the hash of the body is known, which is the last line of what is signed (docs/spec/signing.md, SDK-HMAC-SHA256:
 * BodyHash).
 *
 * @param declared the value of the header that declares it; {@code null} if it is to be computed
 */
public record BodyHash(Kind kind, String declared) {
    /** Where the hash comes from. */
    public enum Kind {
        /** It is computed from the body. */
        FROM_BODY,
        /** A signed header declares it, and the body must match. */
        DECLARED,
        /** A signed header says {@value BodyHash#UNSIGNED_PAYLOAD}: the body may be anything. */
        UNSIGNED
    }

    static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    static BodyHash fromBody() {
        return new BodyHash(Kind.FROM_BODY, null);
    }

    /** @throws SignatureRefused if it is neither a hash nor {@value #UNSIGNED_PAYLOAD} */
    static BodyHash declared(String value) {
        if (value.equals(UNSIGNED_PAYLOAD)) {
            return new BodyHash(Kind.UNSIGNED, value);
        }
        if (!HASH.matcher(value).matches()) {
            throw SignatureRefused.malformed();
        }
        return new BodyHash(Kind.DECLARED, value);
    }

    boolean admits(String bodyHash) {
        return declared == null ? HASH.matcher(bodyHash).matches() : declared.equals(bodyHash);
    }
}
