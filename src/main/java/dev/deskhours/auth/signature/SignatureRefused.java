package dev.deskhours.auth.signature;

import java.time.Instant;

/**
 * A signature that cannot be right, whatever the key. The message is the text of the answer after {@code Incorrect IAM
 * authentication information: } (docs/spec/signing.md, Answers).
 */
public final class SignatureRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SignatureRefused(String message) {
        super(message, null, false, false);
    }

    static SignatureRefused malformed() {
        return new SignatureRefused("verify aksk signature fail");
    }

    static SignatureRefused expired(Instant signed, Instant now) {
        return new SignatureRefused("calc aksk signature fail:signature expired, signature time:"
                + SignatureTime.text(signed) + ",server time:" + SignatureTime.text(now));
    }
}
