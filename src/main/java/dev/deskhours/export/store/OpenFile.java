package dev.deskhours.export.store;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.deskhours.export.store.FileStore.StoredFile;

/**
 * A file being written to a {@link FileStore}; counts and hashes what goes through (docs/spec/data.md, Published
 * files). Ends in {@link #publish()} or in nothing: closing it unpublished removes it, so a {@code try} block leaves
 * no half file. For one thread.
 */
public abstract class OpenFile extends OutputStream {
    private final String key;
    private final MessageDigest digest = sha256();
    private long size;
    private boolean ended;

    protected OpenFile(String key) {
        this.key = key;
    }

    /** Takes all the bytes or throws. */
    protected abstract void append(byte[] bytes, int offset, int length) throws IOException;

    /** Makes everything appended durable, and then readable under the key. */
    protected abstract void complete() throws IOException;

    /** Removes everything appended. */
    protected abstract void discard() throws IOException;

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            throw new IOException("the file was published or abandoned");
        }
        append(bytes, offset, length);
        digest.update(bytes, offset, length);
        size += length;
    }

    /**
     * Makes the file durable and readable under its key. If this fails, the file may or may not be there.
     *
     * @throws IllegalStateException if it was published or abandoned before
     */
    public final StoredFile publish() throws IOException {
        if (ended) {
            throw new IllegalStateException("the file was published or abandoned");
        }
        complete();
        ended = true;
        return new StoredFile(key, size, HexFormat.of().formatHex(digest.digest()));
    }

    /** Removes the file; does nothing if it was published or abandoned before. */
    public final void abandon() throws IOException {
        if (!ended) {
            ended = true;
            discard();
        }
    }

    /** The same as {@link #abandon()}. */
    @Override
    public final void close() throws IOException {
        abandon();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
