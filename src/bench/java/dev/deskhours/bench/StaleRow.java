package dev.deskhours.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A day of the small project aggregated again after a late record, among all other projects and without them. */
final class StaleRow implements Row {
    /** Nobody uses a desktop so early. */
    private static final String RECORD = """
            {"session_id":"late-%d","desktop_id":"%s","started_at":"%s","ended_at":"%s"}
            """;

    private static final int LATE_SECONDS = 10;

    private int sent;

    @Override
    public String name() {
        return "stale";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Dataset among = bench.complete();
        Dataset alone = bench.smallAlone();
        LocalDate day = bench.timeline().lastStored();
        DayTotals before = bench.expected().of(bench.fleet().small(), day);
        List<Double> ours = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        BenchService everything = among.service();
        BenchService small = alone.service();
        assertThat(everything.totals(Fleet.SMALL, day)).isEqualTo(before);
        for (int run = 0; run < bench.settings().runs(); run++) {
            List<Double> amongAll = new ArrayList<>();
            List<Double> byItself = new ArrayList<>();
            for (int time = 0; time < bench.settings().repetitions(); time++) {
                Path late = late(bench, day);
                byItself.add(aggregatedAgain(small, late, day));
                amongAll.add(aggregatedAgain(everything, late, day));
            }
            ours.add(Spread.of(amongAll).median() * 1_000);
            reference.add(Spread.of(byItself).median() * 1_000);
        }
        DayTotals after = everything.totals(Fleet.SMALL, day);
        assertThat(after.logins()).isEqualTo(before.logins() + sent);
        assertThat(after.usageSeconds()).isEqualTo(before.usageSeconds() + (long) LATE_SECONDS * sent);
        assertThat(small.totals(Fleet.SMALL, day)).isEqualTo(after);
        return List.of(new Measurement(
                name(),
                name(),
                "one stale day of a project of %,d desktops aggregated again".formatted(Fleet.SMALL_DESKTOPS),
                "ms",
                ours,
                reference,
                "the same in a database with that project alone",
                Target.ratioAtMost(1.3).at(Size.L),
                Map.of(
                        "times in each run, of which the median",
                        Integer.toString(bench.settings().repetitions()))));
    }

    /** Each is ten seconds of another desktop. */
    private Path late(Bench bench, LocalDate day) throws Exception {
        int desktop = bench.fleet().small().first() + sent;
        String started = day + "T04:30:00Z";
        String ended = day + "T04:30:" + LATE_SECONDS + "Z";
        return Files.writeString(
                bench.server().directory().resolve("late.ndjson"),
                RECORD.formatted(sent++, Fleet.desktopId(desktop), started, ended));
    }

    private static double aggregatedAgain(BenchService service, Path late, LocalDate day) throws Exception {
        service.upload("/v1/" + Fleet.SMALL + "/sessions", late);
        JsonNode run = service.aggregate(Fleet.SMALL, day, day);
        return BenchService.seconds(run, "start_time");
    }
}
