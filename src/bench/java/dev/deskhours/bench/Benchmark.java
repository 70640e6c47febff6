package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * The benchmark: {@code ./mvnw verify -Pbench}. It fails if something comes out wrong, never because something was slow;
 * what it has measured is in {@code target/bench}.
 */
class Benchmark {
    private static final List<Row> ROWS = List.of(
            new IngestRow(),
            new AcceptRow(),
            new DownloadRow(),
            new NightRow(),
            new StorageRow(),
            new ListRow(),
            new ListSizesRow(),
            new FirstDayRow(),
            new StaleRow(),
            new ExportRow());
    private static final Path DIRECTORY = Path.of("target", "bench").toAbsolutePath();

    private static final List<Measurement> MEASURED = new ArrayList<>();
    private static final Map<String, String> NOT_MEASURED = new TreeMap<>();

    private static BenchSettings settings;
    private static Map<String, String> machine;
    private static Bench bench;
    private static boolean failed;

    @BeforeAll
    static void start() throws IOException, SQLException {
        settings = BenchSettings.ofSystemProperties();
        machine = Machine.description();
        bench = Bench.start(settings, DIRECTORY.resolve("work"));
    }

    @TestFactory
    Stream<DynamicTest> everythingComesOutRight() {
        return ROWS.stream()
                .filter(row -> settings.wants(row.name()))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> measure(row)));
    }

    @AfterAll
    static void report() throws IOException, SQLException {
        try (Bench ending = bench) {
            Report report = new Report(DIRECTORY, Path.of("docs"));
            Outcome outcome = new Outcome(
                    settings.size(),
                    settings.projects(),
                    settings.days(),
                    settings.runs(),
                    machine,
                    ending.server().settings(),
                    MEASURED,
                    NOT_MEASURED);
            report.keep(outcome);
            System.out.println(new MarkdownTable(outcome).text());
            if (settings.write() && !failed) {
                report.publish(outcome, settings.table());
            }
        }
    }

    private static void measure(Row row) throws Exception {
        long start = System.nanoTime();
        try {
            MEASURED.addAll(row.measure(bench));
            System.out.printf("%s: measured in %.0f s%n", row.name(), (System.nanoTime() - start) / 1e9);
        } catch (NotMeasuredException missing) {
            System.out.printf("NOT MEASURED: %s: %s%n", row.name(), missing.getMessage());
            NOT_MEASURED.put(row.name(), missing.getMessage());
            throw new TestAbortedException(missing.getMessage());
        } catch (Exception | AssertionError wrong) {
            failed = true;
            throw wrong;
        }
    }
}
