package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;

/** The three ways to sign, seen from the client. */
public enum TestScheme {
    SDK_HMAC_SHA256("SDK-HMAC-SHA256", "X-Sdk-Content-Sha256", TestHash.SHA_256),
    SDK_HMAC_SM3("SDK-HMAC-SM3", "X-Sdk-Content-Sm3", TestHash.SM3),
    V11_HMAC_SHA256("V11-HMAC-SHA256", "X-Sdk-Content-Sha256", TestHash.SHA_256);

    static final String REGION = "north-1";
    static final String SERVICE = "workspace";

    private final String word;
    private final String contentHeader;
    private final TestHash hash;

    TestScheme(String word, String contentHeader, TestHash hash) {
        this.word = word;
        this.contentHeader = contentHeader;
        this.hash = hash;
    }

    String word() {
        return word;
    }

    String contentHeader() {
        return contentHeader;
    }

    public TestHash hash() {
        return hash;
    }

    boolean isDerived() {
        return this == V11_HMAC_SHA256;
    }

    /** The value of an {@code Authorization} header. */
    String authorization(TestKey key, String day, String date, String signedHeaders, String canonicalRequest) {
        String scope = day + "/" + REGION + "/" + SERVICE;
        String credential = isDerived() ? "Credential=" + key.access() + "/" + scope : "Access=" + key.access();
        String toSign = word + "\n" + date + (isDerived() ? "\n" + scope : "") + "\n"
                + hash.hexHash(canonicalRequest.getBytes(StandardCharsets.UTF_8));
        String secret = isDerived() ? TestHash.hex(hash.derive(key.secret(), key.access(), scope)) : key.secret();
        String signature = TestHash.hex(
                hash.hmac(secret.getBytes(StandardCharsets.UTF_8), toSign.getBytes(StandardCharsets.UTF_8)));
        return word + " " + credential + ", SignedHeaders=" + signedHeaders + ", Signature=" + signature;
    }
}
