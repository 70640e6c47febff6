package dev.deskhours.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was asked for on the command line, as {@code -Dbench.size=M}.
 *
 * @param projects over which the desktops are spread, 1..200
 * @param days that are kept, the measured nights among them
 * @param runs of each piece of work
 * @param only the rows to measure; empty = all
 * @param write whether the documents are brought up to date
 * @param server on which it runs
 */
record BenchSettings(Size size, int projects, int days, int runs, Set<String> only, boolean write, Server server) {
    /** The PostgreSQL that runs under the service. */
    enum Server {
        /** The one that the service brings along, with room for what is large. */
        EMBEDDED,
        /** Debian's as it comes, with other tenants on it, and rows in an order that is none. */
        STOCK
    }

    private static final int MOST_PROJECTS = 200;
    private static final int MOST_DAYS = 180;

    BenchSettings {
        if (projects < 1 || projects > MOST_PROJECTS) {
            throw new IllegalArgumentException("bench.projects is " + projects + "; allowed is 1.." + MOST_PROJECTS);
        }
        if (days <= Timeline.PATTERN_DAYS || days > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "bench.days is " + days + "; allowed is " + (Timeline.PATTERN_DAYS + 1) + ".." + MOST_DAYS);
        }
        if (runs < 1 || runs > MOST_DAYS) {
            throw new IllegalArgumentException("bench.runs is " + runs + "; allowed is 1.." + MOST_DAYS);
        }
    }

    static BenchSettings ofSystemProperties() {
        return new BenchSettings(
                Size.valueOf(System.getProperty("bench.size", "S")),
                Integer.getInteger("bench.projects", 1),
                Integer.getInteger("bench.days", MOST_DAYS),
                Integer.getInteger("bench.runs", 3),
                names(System.getProperty("bench.only", "")),
                isSet("bench.write"),
                Server.valueOf(System.getProperty("bench.server", "embedded").toUpperCase(Locale.ROOT)));
    }

    boolean wants(String row) {
        return only.isEmpty() || only.contains(row);
    }

    /** Which table of docs/performance.md is about it. */
    String table() {
        return server == Server.STOCK ? "stock" : size.name();
    }

    /** Records of one upload. */
    int uploaded() {
        return size == Size.S ? 100_000 : 1_000_000;
    }

    /** Bytes of the file that is downloaded. */
    long downloaded() {
        return size == Size.S ? 64L << 20 : 1L << 30;
    }

    /** How long callers go on in a closed loop. */
    Duration loop() {
        return Duration.ofSeconds(size == Size.S ? 2 : 10);
    }

    /** How often a piece of work is done in one run that takes a few milliseconds. */
    int repetitions() {
        return size == Size.S ? 10 : 30;
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSet(String property) {
        String value = System.getProperty(property);
        return value != null && !value.equals("false");
    }
}
