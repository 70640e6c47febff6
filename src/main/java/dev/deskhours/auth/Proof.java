package dev.deskhours.auth;

import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.signature.BodyDigest;

/** That a request comes from whom it says it comes from, as far as its head can tell. */
interface Proof {
    /** Who calls; to be believed once {@link #isProven}, or after {@link #complete}. */
    Caller caller();

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
}
