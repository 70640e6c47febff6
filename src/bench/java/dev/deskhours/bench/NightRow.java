package dev.deskhours.bench;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A night of all projects, with more and more days stored, beside the same day in plain SQL. */
final class NightRow implements Row {
    static final String FEW = "night-0";

    private static final int SOME_DAYS = 30;

    @Override
    public String name() {
        return "night";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Dataset dataset = bench.dataset();
        List<Measurement> measured = new ArrayList<>();
        for (int days : stages(bench.settings())) {
            dataset.store(days);
            measured.add(measured(bench, dataset, days));
        }
        measured.add(manyDaysBesideFew(measured.get(0), measured.get(measured.size() - 1)));
        return measured;
    }

    private static List<Integer> stages(BenchSettings settings) {
        return Stream.of(0, SOME_DAYS, settings.days() - 1)
                .filter(days -> days < settings.days())
                .distinct()
                .toList();
    }

    private Measurement measured(Bench bench, Dataset dataset, int days) throws SQLException {
        ReferenceNight reference = new ReferenceNight(dataset.database());
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        long sessions = 0;
        BenchService service = dataset.service();
        for (LocalDate night : bench.timeline().allNights()) {
            DayTotals expected = bench.expected().of(dataset.fleet(), night);
            theirs.add(reference.seconds(dataset.fleet(), night));
            assertThat(reference.totals()).isEqualTo(expected);
            dataset.database().checkpoint();
            JsonNode run = service.aggregate(null, night, night);
            dataset.nightIsOver();
            ours.add(BenchService.seconds(run, "start_time"));
            sessions = run.get("sessions_read").asLong();
            assertThat(run.get("desktop_days_written").asLong()).isEqualTo(expected.desktopsUsed());
            assertThat(service.totals(dataset.fleet(), night)).isEqualTo(expected);
        }
        return new Measurement(
                name(),
                "night-" + days,
                "one night, %d days stored before the first".formatted(days),
                "s",
                ours,
                theirs,
                ReferenceNight.DESCRIPTION,
                Target.ratioAtMost(1.5).at(Size.L),
                Map.of("sessions read", Long.toString(sessions)));
    }

    private Measurement manyDaysBesideFew(Measurement few, Measurement many) {
        return new Measurement(
                name(),
                "night-growth",
                many.work(),
                many.unit(),
                many.ours(),
                few.ours(),
                "the same with none stored",
                Target.ratioAtMost(1.2).at(Size.L),
                Map.of());
    }
}
