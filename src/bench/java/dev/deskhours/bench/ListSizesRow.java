package dev.deskhours.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The list as one person waits for it, of a project of usual size and of a large one; each request asks for something new. */
final class ListSizesRow implements Row {
    private static final int DAYS = 30;

    private int asked;

    @Override
    public String name() {
        return "list-sizes";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Dataset dataset = bench.twoProjects();
        return List.of(
                measured(bench, dataset, dataset.fleet().first(), "list-usual", 0.1),
                measured(bench, dataset, dataset.fleet().small(), "list-large", 0.4));
    }

    private Measurement measured(Bench bench, Dataset dataset, Fleet.Project project, String name, double limit) {
        List<Double> ours = new ArrayList<>();
        seconds(bench, dataset.service(), project);
        for (int run = 0; run < bench.settings().runs(); run++) {
            List<Double> times = new ArrayList<>();
            for (int time = 0; time < bench.settings().repetitions(); time++) {
                times.add(seconds(bench, dataset.service(), project));
            }
            ours.add(Spread.of(times).median());
        }
        return new Measurement(
                name(),
                name,
                "list, first page, %d days, %,d desktops, one caller".formatted(DAYS, project.desktops()),
                "s",
                ours,
                List.of(),
                "",
                Target.atMost(limit),
                Map.of());
    }

    private double seconds(Bench bench, BenchService service, Fleet.Project project) {
        String period = bench.timeline().period(Math.min(DAYS, bench.settings().days()));
        long start = System.nanoTime();
        JsonNode page = service.get("/v2/%s/statistics/metrics/desktops?%s&sort_field=desktop_usage&usage_max_hours=%d"
                .formatted(project.id(), period, 1_000_000 + asked++));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(page.get("count").asInt()).isEqualTo(project.desktops());
        return seconds;
    }
}
