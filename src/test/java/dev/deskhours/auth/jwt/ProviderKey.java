package dev.deskhours.auth.jwt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A key of an OpenID provider, and the tokens it signs. All by the JDK alone, so that what makes tokens here is not what
 * checks them.
 */
public record ProviderKey(String id, KeyPair pair) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ProviderKey rsa(String id) {
        return generated(id, "RSA");
    }

    public static ProviderKey ec(String id) {
        return generated(id, "EC");
    }

    private static ProviderKey generated(String id, String type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (type.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return new ProviderKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The same key under another name. */
    ProviderKey named(String other) {
        return new ProviderKey(other, pair);
    }

    String token(String algorithm, Map<String, ?> claims) {
        String signed = part(Map.of("alg", algorithm, "kid", id, "typ", "JWT")) + "." + part(claims);
        try {
            return signed + "." + base64(signature(algorithm, signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private byte[] signature(String algorithm, byte[] bytes) throws GeneralSecurityException {
        Signature signature =
                switch (algorithm) {
                    case "RS256" -> Signature.getInstance("SHA256withRSA");
                    case "PS256" -> Signature.getInstance("RSASSA-PSS");
                    case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                    default -> throw new IllegalArgumentException(algorithm);
                };
        if (algorithm.equals("PS256")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(pair.getPrivate());
        signature.update(bytes);
        return signature.sign();
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** As JSON, without the private part. */
    public String jwk() {
        Map<String, String> jwk = new LinkedHashMap<>(Map.of("kid", id, "use", "sig"));
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            jwk.putAll(
                    Map.of("kty", "RSA", "n", number(rsa.getModulus(), 256), "e", number(rsa.getPublicExponent(), 3)));
        } else {
            ECPublicKey ec = (ECPublicKey) pair.getPublic();
            jwk.putAll(Map.of("kty", "EC", "crv", "P-256"));
            jwk.put("x", number(ec.getW().getAffineX(), 32));
            jwk.put("y", number(ec.getW().getAffineY(), 32));
        }
        return json(jwk);
    }

    static String jwks(ProviderKey... keys) {
        List<String> each = List.of(keys).stream().map(ProviderKey::jwk).toList();
        return "{\"keys\":[" + String.join(",", each) + "]}";
    }

    /** A part of a token. */
    static String part(Map<String, ?> content) {
        return base64(json(content).getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String number(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, padded, length - count, count);
        return base64(padded);
    }
}
