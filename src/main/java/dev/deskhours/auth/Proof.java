package dev.deskhours.auth;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.signature.BodyDigest;

/** That a request comes from whom it says it comes from, as far as its head can tell. */
interface Proof {
    /** Who calls; to be believed once {@link #isProven}, or after {@link #complete}. */
    Caller caller();

    /** What the caller showed. */
    LoginMetrics.Kind kind();

    /** Whether the caller is certain before the body has been read. */
    boolean isProven();

    /** Whether the body has to be what the caller signed. */
    boolean coversBody();

    /** What the body is hashed with, where it is covered. */
    BodyDigest newBodyDigest();

    /**
     * Checks the whole body, where it is covered.
     *
     * @param bodyHash of {@link #newBodyDigest}, in lower-case hexadecimal
     * @throws dev.deskhours.web.ApiException 401 if it is not the body that was signed
     */
    void complete(String bodyHash);

    /** A token proves who calls and says nothing of the body. */
    record TokenProof(Caller caller, LoginMetrics.Kind kind) implements Proof {
        /** Where nobody is asked. */
        static final TokenProof ANYBODY = new TokenProof(Caller.ANYBODY, LoginMetrics.Kind.NOTHING);

        @Override
        public boolean isProven() {
            return true;
        }

        @Override
        public boolean coversBody() {
            return false;
        }

        @Override
        public BodyDigest newBodyDigest() {
            throw new UnsupportedOperationException("a token covers no body");
        }

        @Override
        public void complete(String bodyHash) {
            // nothing was said of the body
        }
    }
}
