package dev.deskhours.auth;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.signature.BodyDigest;

/** A token proves who calls and says nothing of the body. */
record TokenProof(Caller caller) implements Proof {
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
