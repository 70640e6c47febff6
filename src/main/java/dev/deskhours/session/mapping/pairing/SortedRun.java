package dev.deskhours.session.mapping.pairing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Sorted events in a temporary file. */
final class SortedRun implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final long count;
    private final List<Closeable> readers = new ArrayList<>();

    private SortedRun(Path file, long count) {
        this.file = file;
        this.count = count;
    }

    static SortedRun write(Iterator<Event> sorted) throws IOException {
        Path file = Files.createTempFile("deskhours-events", ".sorted");
        long count = 0;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
            for (; sorted.hasNext(); count++) {
                sorted.next().write(out);
            }
        } catch (IOException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
        return new SortedRun(file, count);
    }

    Iterator<Event> read() {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
            readers.add(in);
            return new Reading(in, count);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            for (Closeable reader : readers) {
                reader.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Reading implements Iterator<Event> {
        private final DataInputStream in;
        private long left;

        Reading(DataInputStream in, long count) {
            this.in = in;
            this.left = count;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Event next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            try {
                return Event.read(in);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
