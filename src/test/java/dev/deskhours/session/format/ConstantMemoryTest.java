package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

class ConstantMemoryTest {
    private static final long BODY_BYTES = 300L * 1024 * 1024;
    private static final long MAX_GROWTH = 30L * 1024 * 1024;
    private static final String GOOD =
            "{\"session_id\":\"s\",\"desktop_id\":\"d\",\"started_at\":\"2026-11-20T08:00:00Z\"";

    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void readsManyRecords(BodyFormat format) {
        String head =
                switch (format) {
                    case JSON -> "[";
                    case NDJSON -> "";
                    case CSV -> "session_id,desktop_id,started_at,x\n";
                };
        String first = format == BodyFormat.CSV ? row() : GOOD + "}";
        String record = (format == BodyFormat.JSON ? "," : "\n") + first;
        RecordReader<SessionRecord> reader = RecordBodies.sessions(
                format, body(head + first, record.repeat(1000), format == BodyFormat.JSON ? "]" : "\n"));

        assertGrowsLittle(reader);

        assertThat(reader.badRecords().total()).isZero();
        assertThat(reader.received()).isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void skipsOneHugeValue(BodyFormat format) {
        String head = format == BodyFormat.CSV ? "session_id,desktop_id,started_at,x\ns,d,e,\"" : GOOD + ",\"x\":\"";
        RecordReader<SessionRecord> reader = RecordBodies.sessions(
                format, body(format == BodyFormat.JSON ? "[" + head : head, "x".repeat(100_000), "\"}]"));

        assertGrowsLittle(reader);

        assertThat(reader.received()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(BodyFormat.class)
    void keepsNoHugeName(BodyFormat format) {
        String head = format == BodyFormat.CSV ? "session_id,desktop_id,started_at\n" : "{\"";
        RecordReader<SessionRecord> reader = RecordBodies.sessions(
                format, body(format == BodyFormat.JSON ? "[" + head : head, "x,".repeat(100_000), "\":1}]"));

        assertGrowsLittle(reader);

        assertThat(reader.badRecords().total()).isEqualTo(1);
    }

    private static String row() {
        return "s,d,2026-11-20T08:00:00Z," + "x".repeat(40);
    }

    /** Reads to the end, weighing the heap now and then. */
    private static void assertGrowsLittle(RecordReader<SessionRecord> reader) {
        long before = usedHeap();
        long read = 0;
        while (reader.next().isPresent()) {
            if (++read % 1_000_000 == 0) {
                assertThat(usedHeap() - before).isLessThan(MAX_GROWTH);
            }
        }
        assertThat(usedHeap() - before).isLessThan(MAX_GROWTH);
        assertThat(reader.received()).isNotNegative();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static InputStream body(String head, String middle, String tail) {
        byte[] bytes = middle.getBytes(StandardCharsets.UTF_8);
        Iterator<InputStream> parts = Stream.of(
                        Stream.of(RecordBodies.stream(head)),
                        LongStream.range(0, BODY_BYTES / bytes.length)
                                .<InputStream>mapToObj(i -> new ByteArrayInputStream(bytes)),
                        Stream.of(RecordBodies.stream(tail)))
                .flatMap(part -> part)
                .iterator();
        return new SequenceInputStream(enumeration(parts));
    }

    private static Enumeration<InputStream> enumeration(Iterator<InputStream> parts) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        };
    }
}
