package dev.deskhours.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Exports of a whole project, beside a copy of the finished result to a file. */
final class ExportRow implements Row {
    private static final String FILTERS = "&resource_name=osl&usage_min_hours=20&max_idle_days=20";
    private static final String SORTED = "&sort_field=desktop_usage&sort_type=DESC";
    private static final int MONTH = 30;

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        int all = bench.settings().days();
        List<Measurement> measured = new ArrayList<>();
        if (all > MONTH) {
            bench.dataset().complete(MONTH - bench.timeline().nights());
            measured.add(measured(bench, "export-month-of-month", MONTH, SORTED));
        }
        bench.complete();
        measured.add(measured(bench, "export-all", all, SORTED));
        if (all > MONTH) {
            measured.add(measured(bench, "export-half", all / 2, SORTED));
            measured.add(measured(bench, "export-month", MONTH, SORTED));
            measured.add(measured(bench, "export-filtered", MONTH, SORTED + FILTERS));
        }
        return measured;
    }

    private Measurement measured(Bench bench, String name, int days, String query) throws Exception {
        Database database = bench.dataset().database();
        Fleet.Project project = bench.fleet().first();
        Path exported = bench.server().directory().resolve("exported.csv");
        Path copied = bench.server().directory().resolve("copied.csv");
        List<Double> ours = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        BenchService service = bench.dataset().service();
        String asked = bench.timeline().period(days) + query;
        JsonNode first = service.export(project.id(), asked);
        service.download(project.id(), first, exported);
        service.delete(project.id(), first);
        assertRight(bench, days, query, exported);
        FinishedResult finished = FinishedResult.of(database, exported);
        String memory;
        try (MemorySampler sampler = new MemorySampler(service.pid())) {
            for (int run = 0; run < bench.settings().runs(); run++) {
                reference.add(finished.secondsToFile(copied));
                JsonNode task = service.export(project.id(), asked);
                ours.add(BenchService.seconds(task, "create_time"));
                assertThat(task.get("sha256")).isEqualTo(first.get("sha256"));
                service.delete(project.id(), task);
            }
            memory = sampler.range();
        }
        return new Measurement(
                name(),
                name,
                work(days, query, bench, name),
                "s",
                ours,
                reference,
                "psql \\copy (select * from the finished rows in a plain table) to a file",
                bench.server().isStock()
                        ? Target.ratioAtMost(6).at(Size.M)
                        : Target.ratioAtMost(3).at(Size.L),
                Map.of(
                        "rows", first.get("row_count").asText(),
                        "MB", Long.toString(Files.size(exported) / 1_000_000),
                        "memory of the service during it", memory));
    }

    private static String work(int days, String query, Bench bench, String name) {
        int kept =
                name.equals("export-month-of-month") ? MONTH : bench.settings().days();
        return "export of %d of %d days, sorted by usage%s"
                .formatted(days, kept, query.contains(FILTERS) ? ", three filters" : "");
    }

    private static void assertRight(Bench bench, int days, String query, Path file) throws Exception {
        ExportedFile exported = ExportedFile.read(file);
        assertThat(exported.inOrder()).isTrue();
        if (query.contains(FILTERS)) {
            assertThat(exported.rows()).isBetween(1L, bench.fleet().first().desktops() / 2L);
            return;
        }
        DayTotals expected = DayTotals.NONE;
        for (LocalDate day = bench.timeline().today().minusDays(days);
                day.isBefore(bench.timeline().today()); ) {
            expected = expected.plus(bench.expected().of(bench.fleet().first(), day));
            day = day.plusDays(1);
        }
        assertThat(exported.rows()).isEqualTo(bench.fleet().first().desktops());
        assertThat(exported.totals()).isEqualTo(expected);
    }
}
