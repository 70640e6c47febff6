package dev.deskhours.auth.signature;

/** Hashes a body while it streams by. For one body and one thread at a time. */
public interface BodyDigest {
    void update(byte[] bytes, int offset, int length);

    /** The hash of all bytes so far, in lower-case hex. Starts anew. */
    String hex();
}
