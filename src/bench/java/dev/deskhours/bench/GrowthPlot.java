package dev.deskhours.bench;

import java.util.ArrayList;
import java.util.List;

import dev.deskhours.bench.LogLogChart.Series;
import dev.deskhours.bench.PowerLaw.Point;

/** How the time of nights and exports grows, with desktops and with days: one picture of four charts. */
final class GrowthPlot {
    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #1f2937 }
            .title { font-weight: 600; font-size: 14px }
            .middle { text-anchor: middle } .end { text-anchor: end }
            .grid { stroke: #d1d5db; fill: none } .law { stroke-width: 1.5; fill: none; stroke-dasharray: 5 4 }
            """;
    private static final String NIGHT = "night-";
    private static final String HALF = "export-half";
    private static final String MONTH = "export-month";
    private static final String ALL = "export-all";
    private static final String ONLY_MONTH = "export-month-of-month";
    private static final int DAYS_OF_MONTH = 30;

    private final List<Outcome> outcomes;

    /** @param outcomes of different sizes, in any number */
    GrowthPlot(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    String svg() {
        int right = LogLogChart.WIDTH;
        int below = LogLogChart.HEIGHT;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="Growth of nights and exports">
                <style>%s</style>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s%s%s%s</svg>
                """.formatted(
                        2 * right,
                        2 * below,
                        STYLE,
                        nightByDesktops().at(0, 0),
                        nightByDays().at(right, 0),
                        exportByDesktops().at(0, below),
                        exportByDays().at(right, below));
    }

    private LogLogChart nightByDesktops() {
        List<Series> series = nights().stream()
                .map(name -> new Series(days(name) + " days stored", byDesktops(name)))
                .toList();
        return new LogLogChart("One night, by desktops", "desktops", series);
    }

    private LogLogChart nightByDays() {
        List<Series> series = outcomes.stream()
                .map(outcome -> new Series(desktops(outcome), nightPoints(outcome)))
                .toList();
        return new LogLogChart("One night, by days kept", "days kept, the night included", series);
    }

    private LogLogChart exportByDesktops() {
        List<Series> series = List.of(
                new Series("all days, sorted", byDesktops(ALL)),
                new Series("30 days, sorted", byDesktops(MONTH)),
                new Series("30 days, three filters", byDesktops("export-filtered")));
        return new LogLogChart("Export, by desktops", "desktops", series);
    }

    private LogLogChart exportByDays() {
        List<Series> series = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            int days = outcome.days();
            series.add(new Series(
                    desktops(outcome) + ", by days asked for",
                    points(outcome, List.of(MONTH, HALF, ALL), List.of(DAYS_OF_MONTH, days / 2, days))));
            series.add(new Series(
                    desktops(outcome) + ", 30 days, by days kept",
                    points(outcome, List.of(ONLY_MONTH, MONTH), List.of(DAYS_OF_MONTH, days))));
        }
        return new LogLogChart("Export, by days", "days", series);
    }

    private List<String> nights() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.measurements().stream())
                .map(Measurement::name)
                .filter(GrowthPlot::isNight)
                .distinct()
                .toList();
    }

    private static boolean isNight(String name) {
        return name.matches(NIGHT + "[0-9]+");
    }

    private static int days(String night) {
        return Integer.parseInt(night.substring(NIGHT.length()));
    }

    private List<Point> byDesktops(String name) {
        return outcomes.stream()
                .flatMap(outcome -> median(outcome, name, outcome.size().desktops()).stream())
                .toList();
    }

    private static List<Point> nightPoints(Outcome outcome) {
        return outcome.measurements().stream()
                .map(Measurement::name)
                .filter(GrowthPlot::isNight)
                .flatMap(name -> median(outcome, name, days(name) + 1).stream())
                .toList();
    }

    private static List<Point> points(Outcome outcome, List<String> names, List<Integer> x) {
        List<Point> points = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            points.addAll(median(outcome, names.get(index), x.get(index)));
        }
        return points;
    }

    private static List<Point> median(Outcome outcome, String name, double x) {
        return outcome.measurements().stream()
                .filter(measured -> measured.name().equals(name))
                .map(measured -> new Point(x, Spread.of(measured.ours()).median()))
                .filter(point -> point.y() > 0)
                .toList();
    }

    private static String desktops(Outcome outcome) {
        return "%,d desktops".formatted(outcome.size().desktops());
    }
}
