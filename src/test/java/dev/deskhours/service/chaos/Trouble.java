package dev.deskhours.service.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.StockPostgres;

/** What happens to processes and databases, one thing after the other, the same for the same seed. */
final class Trouble {
    private static final int SHORTEST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 3_000;
    /** Longer than a lease now and then. */
    private static final int LONGEST_FREEZE_MILLIS = 8_000;

    private final Cluster cluster;
    private final StockPostgres database;
    private final Random random;
    private final Map<Kind, Integer> happened = new EnumMap<>(Kind.class);

    private enum Kind {
        KILLED,
        FROZEN,
        DATABASE_STOPPED,
        DATABASE_CRASHED
    }

    Trouble(Cluster cluster, StockPostgres database, long seed) {
        this.cluster = cluster;
        this.database = database;
        this.random = new Random(seed);
    }

    /** Each kind at least once; what happened, how often. */
    Map<?, Integer> happen(Duration length) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(length);
        List<Kind> first = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(first, random);
        for (Kind kind : first) {
            happen(kind);
        }
        while (Instant.now().isBefore(end)) {
            happen(kind());
        }
        return happened;
    }

    private void happen(Kind kind) throws IOException, InterruptedException {
        pause(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        int service = random.nextInt(cluster.size());
        happened.merge(kind, 1, Integer::sum);
        switch (kind) {
            case KILLED -> cluster.kill(service);
            case FROZEN -> freeze(cluster.service(service));
            case DATABASE_STOPPED -> database.stop();
            case DATABASE_CRASHED -> database.crash();
        }
        if (kind == Kind.DATABASE_STOPPED || kind == Kind.DATABASE_CRASHED) {
            pause(1, LONGEST_PAUSE_MILLIS);
            database.startAgain();
        }
    }

    private Kind kind() {
        int of100 = random.nextInt(100);
        if (of100 < 45) {
            return Kind.KILLED;
        }
        if (of100 < 75) {
            return Kind.FROZEN;
        }
        return of100 < 88 ? Kind.DATABASE_STOPPED : Kind.DATABASE_CRASHED;
    }

    private void freeze(ServiceProcess service) throws InterruptedException {
        service.freeze();
        try {
            pause(SHORTEST_PAUSE_MILLIS, LONGEST_FREEZE_MILLIS);
        } finally {
            service.thaw();
        }
    }

    private void pause(int shortestMillis, int longestMillis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(shortestMillis + random.nextInt(longestMillis - shortestMillis));
    }
}
