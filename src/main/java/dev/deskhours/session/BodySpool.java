package dev.deskhours.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.vertx.core.buffer.Buffer;

import dev.deskhours.web.ApiException;

/**
 * The body of one upload while it comes: a short one in memory, a long one in a file that only this process can open
 * (docs/spec/operations.md, Limits). The file has no name any more as soon as it is there, so that it ends with the
 * process, however that ends.
 */
final class BodySpool implements AutoCloseable {
    private static final int MAX_HELD = 32 * 1024;

    private final Space space;
    private final long maxUsed;
    private Buffer held = Buffer.buffer();
    private FileChannel file;
    private long size;
    private long written;
    private boolean closed;

    /** Where bodies lie, and how many bytes of all of them are there. */
    static final class Space {
        private static final String PREFIX = "upload";
        private final AtomicLong used = new AtomicLong();
        private final Path directory;
        private final long max;

        Space(Path directory, long max) {
            this.directory = directory;
            this.max = max;
        }

        BodySpool open(boolean proven) {
            return new BodySpool(this, proven ? max : max / 2);
        }

        /** Removes what a process has left that was ended between making a file and taking its name away. */
        void sweep() throws IOException {
            if (!Files.isDirectory(directory)) {
                return;
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path left : files.toList()) {
                    Files.deleteIfExists(left);
                }
            }
        }

        private FileChannel newFile() throws IOException {
            Files.createDirectories(directory);
            Path path = Files.createTempFile(directory, PREFIX, null);
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.deleteIfExists(path);
            return file;
        }
    }

    private BodySpool(Space space, long maxUsed) {
        this.space = space;
        this.maxUsed = maxUsed;
    }

    long size() {
        return size;
    }

    /** @return whether {@link #write} must be called before more comes */
    synchronized boolean append(Buffer part) {
        held.appendBuffer(part);
        size += part.length();
        return held.length() > MAX_HELD;
    }

    /**
     * Moves what is held to the file, unless nobody wants the body any more. Blocks.
     *
     * @throws ApiException 429 if the bodies on disk are too many
     */
    synchronized void write() throws IOException {
        if (closed) {
            return;
        }
        if (space.used.get() + held.length() > maxUsed) {
            throw ApiException.tooMany("too much is being uploaded at once; try again later", 30);
        }
        if (file == null) {
            file = space.newFile();
        }
        space.used.addAndGet(held.length());
        written += held.length();
        ByteBuffer bytes = ByteBuffer.wrap(held.getBytes());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        held = Buffer.buffer();
    }

    /** All of the body, from its first byte on. */
    synchronized InputStream read() throws IOException {
        InputStream last = new ByteArrayInputStream(held.getBytes());
        return file == null ? last : new SequenceInputStream(Channels.newInputStream(file.position(0)), last);
    }

    /** Gives the space back. */
    @Override
    public synchronized void close() {
        closed = true;
        space.used.addAndGet(-written);
        written = 0;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
