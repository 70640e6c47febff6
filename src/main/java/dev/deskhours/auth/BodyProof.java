package dev.deskhours.auth;

import jakarta.enterprise.context.RequestScoped;

import dev.deskhours.auth.signature.BodyDigest;

/**
 * Who sends a streamed body, and whether it is the body that was signed (docs/spec/signing.md, SDK-HMAC-SHA256). Whoever
 * reads the body tells of all its bytes and asks for the verdict before anything of it counts.
 */
public final class BodyProof {
    private final Proof proof;
    private final String address;
    private final Runnable admission;
    private final BodyDigest digest;

    /**
     * @param address where the request came from
     * @param admission throws if the caller, now proven, may not do what the request asks for
     */
    BodyProof(Proof proof, String address, Runnable admission) {
        this.proof = proof;
        this.address = address;
        this.admission = admission;
        this.digest = proof.coversBody() ? proof.newBodyDigest() : null;
    }

    /** Whether the caller is certain before the body has been read. */
    public boolean isProven() {
        return proof.isProven();
    }

    /** Where the request came from: whom limits count before the caller is certain. */
    public String address() {
        return address;
    }

    /** Who calls; to be believed once {@link #isProven}, or after {@link #complete}. */
    public String caller() {
        return proof.caller().name();
    }

    /** Takes the next bytes of the body. */
    public void update(byte[] bytes) {
        if (digest != null) {
            digest.update(bytes, 0, bytes.length);
        }
    }

    /**
     * Judges the body when all of it has been seen.
     *
     * @throws dev.deskhours.web.ApiException 401 if it is not the body that was signed; 403 if the caller may not send it
     */
    public void complete() {
        if (digest != null) {
            proof.complete(digest.hex());
        }
        if (!proof.isProven()) {
            admission.run();
        }
    }

    /** That of the request that is being answered. */
    @RequestScoped
    public static class Current {
        private BodyProof proof;

        void set(BodyProof known) {
            proof = known;
        }

        public BodyProof proof() {
            return proof;
        }
    }
}
