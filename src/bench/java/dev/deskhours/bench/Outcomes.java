package dev.deskhours.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Outcomes that nobody has measured, for tests of what is made of them. */
final class Outcomes {
    private Outcomes() {}

    /** Nights that grow with desktops alone, exports with desktops and with the days that are asked for. */
    static Outcome of(Size size) {
        double desktops = size.desktops();
        List<Measurement> measurements = new ArrayList<>();
        for (int days : List.of(0, 30, 179)) {
            measurements.add(seconds("night", "night-" + days, desktops / 50_000 * (1 + days / 1_000.0)));
        }
        measurements.add(seconds("export", "export-month-of-month", desktops / 200_000));
        measurements.add(seconds("export", "export-month", desktops / 190_000));
        measurements.add(seconds("export", "export-half", desktops / 150_000));
        measurements.add(seconds("export", "export-all", desktops / 120_000));
        measurements.add(seconds("export", "export-filtered", desktops / 400_000));
        return new Outcome(
                size,
                1,
                180,
                3,
                Map.of("processors", "2"),
                List.of("fsync=on"),
                measurements,
                Map.of("download", "nginx is missing"));
    }

    private static Measurement seconds(String row, String name, double median) {
        return new Measurement(
                row,
                name,
                "some work",
                "s",
                List.of(median * 0.9, median, median * 1.2),
                List.of(median / 2, median / 2, median / 2),
                "plain SQL",
                Target.ratioAtMost(1.5).at(Size.L),
                Map.of("rows", "7"));
    }
}
