package dev.deskhours.session.mapping.pairing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Something that happened to a session.
 *
 * @param scope what a boot ends everything of; events of different scopes have nothing to do with each other
 * @param key which session of the scope; empty for a boot
 * @param values of the session's fields in the order of the mapping, absent ones {@code null}
 * @param expectedEnd of an open: when it ended if nothing says better; or {@code null}
 */
public record Event(String scope, Instant at, Kind kind, String key, List<String> values, Instant expectedEnd) {
    /** What can happen. */
    public enum Kind {
        /** Everything that is open in the scope ends. */
        BOOT,
        /** Somebody tries to get in. */
        ATTEMPT,
        OPEN,
        /** Use without a login. */
        RECONNECT,
        FAIL,
        CLOSE
    }

    private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    /**
     * By scope, then by time; at one time boots come first. Equal events are equal in all they say, so the order of any
     * set of events is one and the same however they came.
     */
    static final Comparator<Event> ORDER = Comparator.comparing(Event::scope)
            .thenComparing(Event::at)
            .thenComparing(event -> event.kind != Kind.BOOT)
            .thenComparing(Event::key)
            .thenComparing(Event::kind)
            .thenComparing(Event::expectedEnd, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Event::values, Event::compareValues);

    private static int compareValues(List<String> one, List<String> other) {
        int order = 0;
        for (int i = 0; order == 0 && i < one.size(); i++) {
            order = TEXT.compare(one.get(i), other.get(i));
        }
        return order;
    }

    /** What a scope, a key or an event is known by where there are many. */
    public static UUID id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for events that are equal. */
    public UUID id() {
        return UUID.nameUUIDFromBytes(toBytes());
    }

    /** The event as {@link #of} reads it. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /** The event that {@link #toBytes} has written. */
    public static Event of(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** About how much room it takes, in characters. */
    int size() {
        return scope.length()
                + key.length()
                + values.stream()
                        .mapToInt(value -> value == null ? 8 : 40 + value.length())
                        .sum()
                + 150;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(scope);
        writeTime(out, at);
        out.writeUTF(kind.name());
        out.writeUTF(key);
        out.writeBoolean(expectedEnd != null);
        if (expectedEnd != null) {
            writeTime(out, expectedEnd);
        }
        out.writeByte(values.size());
        for (String value : values) {
            out.writeBoolean(value != null);
            if (value != null) {
                out.writeUTF(value);
            }
        }
    }

    static Event read(DataInput in) throws IOException {
        String scope = in.readUTF();
        Instant at = readTime(in);
        Kind kind = Kind.valueOf(in.readUTF());
        String key = in.readUTF();
        Instant expectedEnd = in.readBoolean() ? readTime(in) : null;
        int size = in.readByte();
        List<String> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(in.readBoolean() ? in.readUTF() : null);
        }
        return new Event(scope, at, kind, key, Collections.unmodifiableList(values), expectedEnd);
    }

    private static void writeTime(DataOutput out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant readTime(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
