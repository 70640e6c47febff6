package dev.deskhours.auth;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import dev.deskhours.auth.signature.BodyDigest;

/** A body that is hashed while it is read; its end is reached only if it is the body that was signed. */
final class ProvenStream extends FilterInputStream {
    private final Proof proof;
    private final Runnable whenProven;
    private final BodyDigest digest;
    private boolean ended;

    /** @param whenProven throws if the caller, now that he is known, may not do what he asks for */
    ProvenStream(InputStream body, Proof proof, Runnable whenProven) {
        super(body);
        this.proof = proof;
        this.whenProven = whenProven;
        this.digest = proof.newBodyDigest();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws dev.deskhours.web.ApiException 401 at the end of a body that was not signed, or what the caller may not: 403 */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = in.read(bytes, offset, length);
        if (count < 0) {
            ended = true;
            proof.complete(digest.hex());
            whenProven.run();
        } else {
            digest.update(bytes, offset, count);
        }
        return count;
    }

    /** Reads by way of {@link #read}, so that nothing is left out of the hash. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 8192))];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }
}
