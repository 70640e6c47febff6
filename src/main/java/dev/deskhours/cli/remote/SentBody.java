package dev.deskhours.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.record.BadRecords;

/** A body that is made while it is sent. A bad record breaks it off, so that the service stores nothing of it. */
final class SentBody extends InputStream {
    private final RecordReader<byte[]> lines;
    private final BadRecords others;
    private byte[] line = new byte[0];
    private int position;

    /** @param others that are sent afterwards: a bad one of them breaks this body off, too */
    SentBody(RecordReader<byte[]> lines, BadRecords others) {
        this.lines = lines;
        this.others = others;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? line[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int filled = 0;
        while (filled < length && hasMore()) {
            int part = Math.min(length - filled, line.length - position);
            System.arraycopy(line, position, target, offset + filled, part);
            position += part;
            filled += part;
        }
        return filled == 0 && length > 0 ? -1 : filled;
    }

    private boolean hasMore() throws IOException {
        if (position < line.length) {
            return true;
        }
        Optional<byte[]> next = lines.next();
        if (lines.badRecords().total() > 0) {
            readTheOthers();
            throw new IOException(lines.badRecords().message());
        }
        if (next.isEmpty() && others.total() > 0) {
            throw new IOException(others.message());
        }
        line = next.orElse(new byte[0]);
        position = 0;
        return next.isPresent();
    }

    /** For the message. */
    private void readTheOthers() {
        Optional<byte[]> next = lines.next();
        while (next.isPresent()) {
            next = lines.next();
        }
    }
}
