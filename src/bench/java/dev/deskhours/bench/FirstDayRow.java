package dev.deskhours.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The first day of a project that nobody knew, beside that of one with half as many desktops. */
final class FirstDayRow implements Row {
    private static final int DESKTOPS = 8_000;

    @Override
    public String name() {
        return "first-day";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        BenchService service = bench.complete().service();
        LocalDate day = bench.timeline().lastStored();
        List<Double> ours = new ArrayList<>();
        List<Double> half = new ArrayList<>();
        for (int run = 0; run < bench.settings().runs(); run++) {
            half.add(seconds(service, "new-half-" + run, DESKTOPS / 2, day));
            ours.add(seconds(service, "new-" + run, DESKTOPS, day));
        }
        return List.of(new Measurement(
                name(),
                name(),
                "the first day of a new project of %,d desktops".formatted(DESKTOPS),
                "s",
                ours,
                half,
                "the same with half as many",
                Target.atMost(2),
                Map.of()));
    }

    private static double seconds(BenchService service, String project, int desktops, LocalDate day)
            throws IOException, InterruptedException {
        JsonNode taken = service.upload("/v1/" + project + "/sessions", () -> sessions(desktops, day));
        assertThat(taken.get("inserted").asInt()).isEqualTo(desktops);
        JsonNode run = service.aggregate(project, day, day);
        assertThat(service.totals(project, day)).isEqualTo(new DayTotals(desktops, desktops * 3_600L, desktops));
        return BenchService.seconds(run, "start_time");
    }

    private static InputStream sessions(int desktops, LocalDate day) {
        String lines = IntStream.range(0, desktops)
                .mapToObj(desktop -> """
                        {"session_id":"s-%1$d","desktop_id":"%3$s","started_at":"%2$sT08:00:00Z","ended_at":"%2$sT09:00:00Z"}
                        """.formatted(desktop, day, Fleet.desktopId(desktop)))
                .collect(Collectors.joining());
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }
}
