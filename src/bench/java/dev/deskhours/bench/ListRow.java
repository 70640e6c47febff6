package dev.deskhours.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The first page of the list, asked for by many at once: all for the same, or each for something else. */
final class ListRow implements Row {
    private static final int CALLERS = 16;
    private static final int DAYS = 30;
    private static final int PAGE = 10;

    @Override
    public String name() {
        return "list";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Dataset dataset = bench.complete();
        String project = bench.fleet().first().id();
        String period = bench.timeline().period(Math.min(DAYS, bench.settings().days()))
                + "&sort_field=desktop_idle_duration&sort_type=DESC";
        String list = "/v2/" + project + "/statistics/metrics/desktops?" + period;
        BenchService service = dataset.service();
        assertSameAsExport(bench, service, list, period);
        Measurement same = measured(bench, service, "list-same", "all callers the same", request -> list);
        AtomicInteger limit = new AtomicInteger(1_000_000);
        Measurement different = measured(
                bench,
                service,
                "list-different",
                "each request a new one",
                request -> list + "&usage_max_hours=" + limit.getAndIncrement());
        return List.of(same, different);
    }

    private Measurement measured(
            Bench bench, BenchService service, String name, String variant, IntFunction<String> paths)
            throws InterruptedException {
        ClosedLoop.run(service.url(), CALLERS, bench.settings().loop().dividedBy(2), paths);
        List<Double> slowest = new ArrayList<>();
        List<Double> middle = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        double share = 0;
        for (int run = 0; run < bench.settings().runs(); run++) {
            ClosedLoop.Answers answers =
                    ClosedLoop.run(service.url(), CALLERS, bench.settings().loop(), paths);
            slowest.add(answers.percentileMillis(99));
            middle.add(answers.percentileMillis(50));
            rates.add(answers.rate());
            share = Math.max(share, answers.callersShare());
        }
        return new Measurement(
                name(),
                name,
                "list, first page, %d days, sorted by idle duration, %d callers, %s: p99"
                        .formatted(DAYS, CALLERS, variant),
                "ms",
                slowest,
                List.of(),
                "",
                Target.atMost(250).at(Size.M),
                Map.of(
                        "p50, ms", "%.1f".formatted(Spread.of(middle).median()),
                        "answers/s", "%.1f".formatted(Spread.of(rates).median()),
                        "callers' share of a processor", "%.0f %%".formatted(share * 100)));
    }

    private static void assertSameAsExport(Bench bench, BenchService service, String list, String period)
            throws Exception {
        String project = bench.fleet().first().id();
        Path file = bench.server().directory().resolve("listed.csv");
        JsonNode task = service.export(project, period);
        service.download(project, task, file);
        service.delete(project, task);
        JsonNode page = service.get(list + "&limit=" + PAGE);
        assertThat(page.get("count").asLong()).isEqualTo(task.get("row_count").asLong());
        List<String> listed = StreamSupport.stream(page.get("items").spliterator(), false)
                .map(item -> item.get("resource_id").asText())
                .toList();
        try (var lines = Files.lines(file)) {
            assertThat(lines.skip(1).limit(PAGE).map(line -> line.split(",")[0]))
                    .isEqualTo(listed);
        }
    }
}
