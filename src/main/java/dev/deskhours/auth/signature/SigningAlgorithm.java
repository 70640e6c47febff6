package dev.deskhours.auth.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The schemes that sign with an access key and its secret (docs/spec/signing.md, SDK-HMAC-SHA256). */
enum SigningAlgorithm {
    SDK_HMAC_SHA256("SDK-HMAC-SHA256", "x-sdk-content-sha256", Sha256Body::new, SHA256Digest::new),
    SDK_HMAC_SM3("SDK-HMAC-SM3", "x-sdk-content-sm3", Sm3Body::new, SM3Digest::new),
    /** Signs with a key that is derived for a day, a region and a service. */
    V11_HMAC_SHA256("V11-HMAC-SHA256", "x-sdk-content-sha256", Sha256Body::new, SHA256Digest::new);

    private final String scheme;
    private final String contentHeader;
    private final Supplier<BodyDigest> bodyDigest;
    private final Supplier<ExtendedDigest> macDigest;

    SigningAlgorithm(
            String scheme, String contentHeader, Supplier<BodyDigest> bodyDigest, Supplier<ExtendedDigest> macDigest) {
        this.scheme = scheme;
        this.contentHeader = contentHeader;
        this.bodyDigest = bodyDigest;
        this.macDigest = macDigest;
    }

    /** The algorithm by the first word of an {@code Authorization} header, in exactly this case. */
    static Optional<SigningAlgorithm> of(String scheme) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.scheme.equals(scheme))
                .findFirst();
    }

    String scheme() {
        return scheme;
    }

    /** The header that may declare the hash of the body, in lower case. */
    String contentHeader() {
        return contentHeader;
    }

    BodyDigest newBodyDigest() {
        return bodyDigest.get();
    }

    /** In lower-case hex. */
    String hash(byte[] data) {
        BodyDigest digest = newBodyDigest();
        digest.update(data, 0, data.length);
        return digest.hex();
    }

    /** In lower-case hex. */
    String hmac(byte[] key, byte[] data) {
        HMac mac = new HMac(macDigest.get());
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] code = new byte[mac.getMacSize()];
        mac.doFinal(code, 0);
        return HexFormat.of().formatHex(code);
    }

    /** The platform's SHA-256, which uses the processor's own instructions. */
    private static final class Sha256Body implements BodyDigest {
        private final MessageDigest digest = newDigest();

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }

        private static MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /** SM3 (GB/T 32905), which the platform does not have. */
    private static final class Sm3Body implements BodyDigest {
        private final SM3Digest digest = new SM3Digest();

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public String hex() {
            byte[] hash = new byte[digest.getDigestSize()];
            digest.doFinal(hash, 0);
            return HexFormat.of().formatHex(hash);
        }
    }
}
