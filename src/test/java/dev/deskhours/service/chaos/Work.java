package dev.deskhours.service.chaos;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** What callers do over and over, each in a thread of its own, until they are told to stop. */
final class Work implements AutoCloseable {
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final ExecutorService threads;
    private final List<Future<?>> callers;

    private Work(List<Round> rounds) {
        threads = Executors.newFixedThreadPool(rounds.size());
        callers = rounds.stream()
                .<Future<?>>map(round -> threads.submit(() -> repeat(round)))
                .toList();
    }

    /** Something that a caller does, which has a pace of its own. */
    interface Round {
        void go() throws Exception;

        /** How long it rests before it does it again. */
        long pauseMillis();
    }

    static Work begin(Round... rounds) {
        return new Work(Stream.of(rounds).toList());
    }

    /** @throws java.util.concurrent.ExecutionException if a caller has seen what must not be */
    void end() throws Exception {
        goesOn.set(false);
        for (Future<?> caller : callers) {
            caller.get(5, TimeUnit.MINUTES);
        }
    }

    private Void repeat(Round round) throws Exception {
        while (goesOn.get()) {
            round.go();
            TimeUnit.MILLISECONDS.sleep(round.pauseMillis());
        }
        return null;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
