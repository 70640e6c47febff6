package dev.deskhours.auth.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads public keys as providers hand them out: a JWKS, one JWK, or one RSA or EC key in PEM form. */
final class PublicKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----(.+)-----END PUBLIC KEY-----", Pattern.DOTALL);

    private PublicKeys() {}

    /** @throws GeneralSecurityException if there is no public key in it; the message shows nothing of the text */
    static List<JsonWebKey> parse(String text) throws GeneralSecurityException {
        try {
            List<JsonWebKey> keys = text.isBlank() || text.stripLeading().charAt(0) != '{' ? pem(text) : json(text);
            // A secret has no place here: who may check tokens with it could make them too.
            List<JsonWebKey> usable =
                    keys.stream().filter(PublicJsonWebKey.class::isInstance).toList();
            if (usable.isEmpty()) {
                throw new InvalidKeySpecException("no public key");
            }
            return usable;
        } catch (JoseException | IllegalArgumentException | ClassCastException wrong) {
            throw new InvalidKeySpecException("no public key in PEM or JWK form");
        }
    }

    private static List<JsonWebKey> json(String text) throws JoseException {
        Map<String, Object> json = JsonUtil.parseJson(text);
        return json.containsKey(JsonWebKeySet.JWK_SET_MEMBER_NAME)
                ? new JsonWebKeySet(text).getJsonWebKeys()
                : List.of(JsonWebKey.Factory.newJwk(json));
    }

    private static List<JsonWebKey> pem(String text) throws JoseException, GeneralSecurityException {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new InvalidKeySpecException("no public key in PEM or JWK form");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        return List.of(PublicJsonWebKey.Factory.newPublicJwk(publicKey(new X509EncodedKeySpec(der))));
    }

    private static PublicKey publicKey(X509EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(encoded);
        } catch (InvalidKeySpecException another) {
            return KeyFactory.getInstance("EC").generatePublic(encoded);
        }
    }
}
