package dev.deskhours.auth.signature;

import java.time.Instant;

/** A server of the tests: reads the signature, looks for its key, hashes the body. */
final class Verification {
    private Verification() {}

    /** Whether the request is the caller's, and is allowed to leave its payload unsigned. */
    static boolean accepts(WireRequest request, Instant now) {
        if (!RequestSignature.isClaimedBy(
                request.values("Authorization").stream().findFirst().orElse(null))) {
            return false;
        }
        try {
            RequestSignature signature = RequestSignature.read(request.signed(), now);
            return TestKey.known(signature.accessKey())
                    .map(key -> signature.matches(key.secret(), bodyHash(signature, request.body())))
                    .orElse(false);
        } catch (SignatureRefused e) {
            return false;
        }
    }

    static String bodyHash(RequestSignature signature, byte[] body) {
        if (signature.bodyHash().kind() == BodyHash.Kind.UNSIGNED) {
            return signature.bodyHash().declared();
        }
        BodyDigest digest = signature.newBodyDigest();
        digest.update(body, 0, body.length);
        return digest.hex();
    }
}
