package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One signature found in a request (docs/spec/signing.md, SDK-HMAC-SHA256). It is read before the body: what is signed
 * is known but for the hash of the body, and {@link #bodyHash()} says where that comes from.
 */
public final class RequestSignature {
    private static final String AUTHORIZATION = "Authorization";
    private static final String SDK_DATE = "X-Sdk-Date";

    private final Authorization authorization;
    private final String sdkDate;
    private final CanonicalRequest request;
    private final BodyHash bodyHash;

    private RequestSignature(Authorization authorization, String sdkDate, CanonicalRequest request, BodyHash bodyHash) {
        this.authorization = authorization;
        this.sdkDate = sdkDate;
        this.request = request;
        this.bodyHash = bodyHash;
    }

    /**
     * Whether an {@code Authorization} header is a signature: its first word is one of the three schemes, in exactly their
     * case.
     *
     * @param authorization {@code null} = absent
     */
    public static boolean isClaimedBy(String authorization) {
        return authorization != null && Authorization.algorithm(authorization).isPresent();
    }

    /**
     * Reads the signature of a request.
     *
     * @param now the server's time; a signature is good for 15 minutes before and after
     * @throws SignatureRefused if it is malformed, does not sign what it must, signs a header that is absent or repeated, or
     *     is of another time
     */
    public static RequestSignature read(SignedRequest request, Instant now) {
        Authorization authorization = Authorization.parse(request.onlyHeader(AUTHORIZATION));
        String sdkDate = request.onlyHeader(SDK_DATE);
        Instant signed = SignatureTime.parse(sdkDate);
        if (!authorization.scope().map(scope -> scope.covers(sdkDate)).orElse(true)) {
            throw SignatureRefused.malformed();
        }
        CanonicalRequest canonical = CanonicalRequest.of(request, authorization.signedHeaders());
        BodyHash bodyHash = bodyHash(authorization, canonical);
        SignatureTime.requireNear(signed, now);
        return new RequestSignature(authorization, sdkDate, canonical, bodyHash);
    }

    /** Names the secret that must have made it. */
    public String accessKey() {
        return authorization.accessKey();
    }

    /** Whether a header is signed; its name in any case. */
    public boolean signs(String headerName) {
        return authorization.signedHeaders().contains(headerName.toLowerCase(Locale.ROOT));
    }

    public BodyHash bodyHash() {
        return bodyHash;
    }

    /** A new digest for the body: SHA-256 or SM3, as the algorithm says. */
    public BodyDigest newBodyDigest() {
        return authorization.algorithm().newBodyDigest();
    }

    /**
     * Whether this secret signed this request. Compares in constant time.
     *
     * @param bodyHash of the body that came, lower-case hex, or {@code UNSIGNED-PAYLOAD}; where {@link #bodyHash()} declares
     *     one of these, only that matches
     */
    public boolean matches(String secretKey, String bodyHash) {
        if (!this.bodyHash.admits(bodyHash)) {
            return false;
        }
        byte[] key = authorization.signingKey(secretKey);
        byte[] claimed = bytes(authorization.signature());
        return request.texts(bodyHash).anyMatch(text -> MessageDigest.isEqual(claimed, bytes(sign(key, text))));
    }

    /** What the server would have signed, for the log. Never contains a secret or a token. */
    public String canonicalRequest(String bodyHash) {
        return request.loggable(bodyHash);
    }

    private String sign(byte[] key, String canonicalRequest) {
        SigningAlgorithm algorithm = authorization.algorithm();
        List<String> lines = new ArrayList<>(List.of(algorithm.scheme(), sdkDate));
        authorization.scope().ifPresent(scope -> lines.add(scope.line()));
        lines.add(algorithm.hash(bytes(canonicalRequest)));
        return algorithm.hmac(key, bytes(String.join("\n", lines)));
    }

    private static BodyHash bodyHash(Authorization authorization, CanonicalRequest request) {
        String declared = request.headers().get(authorization.algorithm().contentHeader());
        return declared == null ? BodyHash.fromBody() : BodyHash.declared(declared);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
