package dev.deskhours.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The first day of a project that nobody knew, beside that of one with half as many desktops: it takes half as long. */
final class FirstDayRow implements Row {
    private static final List<Integer> DESKTOPS = List.of(4_000, 8_000, 16_000);

    @Override
    public String name() {
        return "first-day";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        BenchService service = bench.complete().service();
        LocalDate day = bench.timeline().lastStored();
        Map<Integer, List<Double>> times = new TreeMap<>();
        for (int run = 0; run < bench.settings().runs(); run++) {
            for (int desktops : DESKTOPS) {
                double seconds = seconds(service, "new-%d-%d".formatted(desktops, run), desktops, day);
                times.computeIfAbsent(desktops, none -> new ArrayList<>()).add(seconds);
            }
        }
        return List.of(
                measured("first-day", DESKTOPS.get(1), times, Target.atMost(2)),
                measured("first-day-growth", DESKTOPS.get(2), times, Target.ratioAtMost(2.5)));
    }

    private static Measurement measured(String name, int desktops, Map<Integer, List<Double>> times, Target target) {
        return new Measurement(
                "first-day",
                name,
                "the first day of a new project of %,d desktops".formatted(desktops),
                "s",
                times.get(desktops),
                times.get(desktops / 2),
                "the same with half as many",
                target,
                Map.of());
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
