package dev.deskhours.service.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests that begin and do not end; where the service ends one, another begins soon. */
final class HeldConnections implements Runnable {
    private static final Duration TICK = Duration.ofMillis(50);
    /** After it has ended one is not tried again at once: this is about what is held, and floods are for a proxy. */
    private static final Duration REST = Duration.ofSeconds(1);
    /** Not the one that honest callers have. */
    private static final String ADDRESS = "127.0.0.2";

    private final String name;
    private final int port;
    private final int count;
    private final byte[] start;
    private final Duration pace;
    private final Map<String, Integer> ends = new TreeMap<>();
    /** Until when those that have ended are not replaced. */
    private final List<Instant> resting = new ArrayList<>();

    /**
     * @param start what is sent at once
     * @param pace a further byte comes after so long
     */
    HeldConnections(String name, int port, int count, byte[] start, Duration pace) {
        this.name = name;
        this.port = port;
        this.count = count;
        this.start = start;
        this.pace = pace;
    }

    private final class Held implements AutoCloseable {
        private final SocketChannel channel = SocketChannel.open();
        private final ByteBuffer left = ByteBuffer.wrap(start);
        private Instant next = Instant.now().plus(pace);

        Held() throws IOException {
            channel.bind(new InetSocketAddress(ADDRESS, 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
        }

        /** How it ended; {@code null} = it goes on. */
        String goOn() {
            try {
                ByteBuffer answer = ByteBuffer.allocate(512);
                int read = channel.read(answer);
                if (read != 0) {
                    return read < 0 ? "closed" : new String(answer.array(), 9, 3, StandardCharsets.US_ASCII);
                }
                write();
                return null;
            } catch (IOException ended) {
                return "reset";
            }
        }

        private void write() throws IOException {
            if (left.hasRemaining()) {
                channel.write(left);
            } else if (!Instant.now().isBefore(next)) {
                channel.write(ByteBuffer.wrap(new byte[] {' '}));
                next = Instant.now().plus(pace);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Until it is interrupted. */
    @Override
    public void run() {
        List<Held> connections = new ArrayList<>();
        try {
            while (true) {
                goOn(connections);
                Thread.sleep(TICK.toMillis());
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            connections.forEach(this::end);
        }
    }

    /** How many ended, by how. */
    @Override
    public String toString() {
        return "%s, %d at once; ended: %s".formatted(name, count, ends);
    }

    private void goOn(List<Held> connections) {
        resting.removeIf(until -> !Instant.now().isBefore(until));
        try {
            while (connections.size() + resting.size() < count) {
                connections.add(new Held());
            }
        } catch (IOException refused) {
            ends.merge("refused", 1, Integer::sum);
        }
        connections.removeIf(connection -> {
            String end = connection.goOn();
            if (end == null) {
                return false;
            }
            ends.merge(end, 1, Integer::sum);
            end(connection);
            return true;
        });
    }

    private void end(Held connection) {
        resting.add(Instant.now().plus(REST));
        try {
            connection.close();
        } catch (IOException gone) {
            ends.merge("not closed", 1, Integer::sum);
        }
    }
}
