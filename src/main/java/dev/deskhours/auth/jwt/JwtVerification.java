package dev.deskhours.auth.jwt;

import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

import dev.deskhours.auth.caller.AuthenticationErrors;
import dev.deskhours.web.ApiException;

/** Whether a token is the provider's and good now (docs/spec/signing.md, Ways in). */
final class JwtVerification {
    private static final Logger LOG = Logger.getLogger(JwtVerification.class);

    /** With a public key alone nobody can make a signature of one of these, as they could an HMAC. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT, "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private final JwtConfig config;
    private final Clock clock;

    JwtVerification(JwtConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * The claims of a good token.
     *
     * @throws ApiException 401 if it is none
     * @throws UnknownKeyException if it is signed with none of these keys
     */
    JwtClaims claims(String jwt, List<JsonWebKey> keys) {
        try {
            return consumer(keys).processToClaims(jwt);
        } catch (InvalidJwtException wrong) {
            if (wrong.getCause() instanceof UnresolvableKeyException) {
                throw new UnknownKeyException();
            }
            throw refusal(wrong);
        }
    }

    private JwtConsumer consumer(List<JsonWebKey> keys) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setVerificationKeyResolver((signature, context) -> key(signature, keys))
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(Math.toIntExact(config.clockSkew().toSeconds()));
        config.issuer().ifPresent(builder::setExpectedIssuer);
        config.audience().ifPresentOrElse(builder::setExpectedAudience, builder::setSkipDefaultAudienceValidation);
        return builder.build();
    }

    private static Key key(JsonWebSignature signature, List<JsonWebKey> keys) throws UnresolvableKeyException {
        try {
            // Refuses a forbidden algorithm before anybody looks for keys.
            signature.getAlgorithm();
            return select(signature, keys)
                    .orElseThrow(() -> new UnresolvableKeyException("unknown key"))
                    .getKey();
        } catch (UnresolvableKeyException unknown) {
            throw unknown;
        } catch (JoseException wrongAlgorithm) {
            throw new IllegalArgumentException(wrongAlgorithm);
        }
    }

    private static Optional<JsonWebKey> select(JsonWebSignature signature, List<JsonWebKey> keys) throws JoseException {
        // The one key of a PEM has no id, whatever id the token names.
        if (keys.size() == 1 && keys.get(0).getKeyId() == null) {
            return Optional.of(keys.get(0));
        }
        return Optional.ofNullable(new VerificationJwkSelector().select(signature, keys));
    }

    private static ApiException refusal(InvalidJwtException wrong) {
        List<ErrorCodeValidator.Error> errors = wrong.getErrorDetails();
        // Not the messages: they hold the token.
        LOG.debugf(
                "A token is refused, error codes %s",
                errors.stream().map(ErrorCodeValidator.Error::getErrorCode).toList());
        return errors.size() == 1 && wrong.hasExpired()
                ? AuthenticationErrors.expired(expiry(wrong.getJwtContext().getJwtClaims()))
                : AuthenticationErrors.undecipherableToken();
    }

    private static Instant expiry(JwtClaims claims) {
        try {
            return Instant.ofEpochSecond(Math.max(0, claims.getExpirationTime().getValue()));
        } catch (MalformedClaimException notAfterItWasCompared) {
            throw new IllegalStateException(notAfterItWasCompared);
        }
    }

    /** A token is signed with a key that is not among those at hand. */
    static final class UnknownKeyException extends RuntimeException {
        UnknownKeyException() {
            super("a token is signed with an unknown key");
        }
    }
}
