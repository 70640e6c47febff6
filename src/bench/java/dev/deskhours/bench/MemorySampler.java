package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/** Watches how much memory a process has while it works; only Linux tells. */
final class MemorySampler implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final Path status;
    private final LongAccumulator least = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator most = new LongAccumulator(Math::max, 0);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "memory");
        thread.setDaemon(true);
        return thread;
    });

    MemorySampler(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
        clock.scheduleAtFixedRate(this::sample, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The least and the most so far, as {@code 210..214 MiB}. */
    String range() {
        return least.get() + ".." + most.get() + " MiB";
    }

    private void sample() {
        try {
            long now = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
            least.accumulate(now);
            most.accumulate(now);
        } catch (IOException ended) {
            clock.shutdown();
        }
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
