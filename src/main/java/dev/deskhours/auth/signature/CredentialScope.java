package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * What a derived key is good for (docs/spec/signing.md, SDK-HMAC-SHA256: V11-HMAC-SHA256).
 *
 * @param line {@code <yyyyMMdd>/<region>/<service>}, as sent
 */
record CredentialScope(String line) {
    private static final int KEY_BYTES = 32;

    /** Whether it is for the day of an {@code X-Sdk-Date}. */
    boolean covers(String sdkDate) {
        return sdkDate.startsWith(line.substring(0, line.indexOf('/')));
    }

    /** The key that a secret makes for this scope: the text of a hex number, not the number. */
    byte[] deriveKey(String accessKey, String secretKey) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(bytes(secretKey), bytes(accessKey), bytes(line)));
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(key, 0, key.length);
        return bytes(HexFormat.of().formatHex(key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
