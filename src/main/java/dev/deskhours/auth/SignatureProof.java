package dev.deskhours.auth;

import org.jboss.logging.Logger;

import dev.deskhours.auth.caller.AuthenticationErrors;
import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.keys.AccessKey;
import dev.deskhours.auth.signature.BodyDigest;
import dev.deskhours.auth.signature.BodyHash;
import dev.deskhours.auth.signature.RequestSignature;
import dev.deskhours.web.ApiException;

/**
 * A signature covers the body: by a hash in the head, or only when all of it has been read (docs/spec/signing.md,
 * SDK-HMAC-SHA256).
 */
final class SignatureProof implements Proof {
    private static final Logger LOG = Logger.getLogger(SignatureProof.class);

    private final RequestSignature signature;
    private final AccessKey key;
    private final SignatureLockOut lockOut;
    private final LoginMetrics logins;
    private final String address;

    SignatureProof(
            RequestSignature signature, AccessKey key, SignatureLockOut lockOut, LoginMetrics logins, String address) {
        this.signature = signature;
        this.key = key;
        this.lockOut = lockOut;
        this.logins = logins;
        this.address = address;
    }

    /** @throws ApiException 401 if the head alone shows that the signature is wrong */
    SignatureProof checked() {
        switch (signature.bodyHash().kind()) {
            case UNSIGNED, DECLARED -> verify(signature.bodyHash().declared());
            case FROM_BODY -> {}
        }
        return this;
    }

    @Override
    public Caller caller() {
        return key.caller();
    }

    @Override
    public LoginMetrics.Kind kind() {
        return LoginMetrics.Kind.SIGNATURE;
    }

    @Override
    public boolean isProven() {
        return signature.bodyHash().kind() != BodyHash.Kind.FROM_BODY;
    }

    @Override
    public boolean coversBody() {
        return signature.bodyHash().kind() != BodyHash.Kind.UNSIGNED;
    }

    @Override
    public BodyDigest newBodyDigest() {
        return signature.newBodyDigest();
    }

    @Override
    public void complete(String bodyHash) {
        try {
            judge(bodyHash);
        } catch (ApiException refusal) {
            logins.refused(kind(), refusal);
            throw refusal;
        }
    }

    private void judge(String bodyHash) {
        switch (signature.bodyHash().kind()) {
            case UNSIGNED -> {}
            case DECLARED -> {
                if (!signature.bodyHash().declared().equals(bodyHash)) {
                    throw refused(bodyHash);
                }
            }
            case FROM_BODY -> verify(bodyHash);
        }
    }

    private void verify(String bodyHash) {
        if (!signature.matches(key.secretKey(), bodyHash)) {
            throw refused(bodyHash);
        }
        lockOut.right(key.id(), address);
    }

    /** @throws ApiException 429 instead, once there were too many */
    private ApiException refused(String bodyHash) {
        lockOut.wrong(key.id(), address);
        LOG.debugf(
                "The signature of %s does not match this request:%n%s", key.id(), signature.canonicalRequest(bodyHash));
        return AuthenticationErrors.wrongSignature();
    }
}
