package dev.deskhours.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One chart with logarithmic axes, as SVG: points, the power law through them, and below it the exponents. */
final class LogLogChart {
    static final int WIDTH = 460;
    static final int HEIGHT = 450;

    private static final int LEFT = 60;
    private static final int RIGHT = 34;
    private static final int TOP = 34;
    private static final int BOTTOM = 152;
    private static final int LEGEND = 17;
    private static final List<String> COLOURS =
            List.of("#0b6bcb", "#c2410c", "#15803d", "#7e22ce", "#0e7490", "#a16207");

    private final String title;
    private final String xLabel;
    private final List<Series> series;
    private final Decades x;
    private final Decades y;
    private final StringBuilder svg = new StringBuilder();

    /** @param points none of which has a coordinate of 0 or less */
    record Series(String name, List<PowerLaw.Point> points) {}

    /** Whole powers of ten, between which all values lie. */
    private record Decades(int first, int last) {
        static Decades around(List<Double> values) {
            double least = values.stream().mapToDouble(value -> value).min().orElse(1);
            double most = values.stream().mapToDouble(value -> value).max().orElse(10);
            int first = (int) Math.floor(Math.log10(least));
            int last = (int) Math.ceil(Math.log10(most));
            return new Decades(first, Math.max(last, first + 1));
        }

        double share(double value) {
            return (Math.log10(value) - first) / (last - first);
        }
    }

    LogLogChart(String title, String xLabel, List<Series> series) {
        this.title = title;
        this.xLabel = xLabel;
        this.series = series.stream().filter(line -> !line.points().isEmpty()).toList();
        List<PowerLaw.Point> all = new ArrayList<>();
        this.series.forEach(line -> all.addAll(line.points()));
        this.x = Decades.around(all.stream().map(PowerLaw.Point::x).toList());
        this.y = Decades.around(all.stream().map(PowerLaw.Point::y).toList());
    }

    /** A group of elements whose upper left corner is at the given point. */
    String at(int left, int top) {
        svg.setLength(0);
        add("<g transform=\"translate(%d %d)\">", left, top);
        add("<text x=\"%d\" y=\"18\" class=\"title\">%s</text>", LEFT, title);
        axes();
        int number = 0;
        for (Series line : series) {
            String colour = COLOURS.get(number % COLOURS.size());
            draw(line, colour);
            legend(line, colour, HEIGHT - BOTTOM + 56 + LEGEND * number++);
        }
        add("</g>");
        return svg.toString();
    }

    private void axes() {
        IntStream.rangeClosed(x.first(), x.last()).forEach(power -> {
            double at = left(Math.pow(10, power));
            add("<path d=\"M%.1f %d V%d\" class=\"grid\"/>", at, TOP, HEIGHT - BOTTOM);
            add("<text x=\"%.1f\" y=\"%d\" class=\"middle\">%s</text>", at, HEIGHT - BOTTOM + 16, number(power));
        });
        IntStream.rangeClosed(y.first(), y.last()).forEach(power -> {
            double at = top(Math.pow(10, power));
            add("<path d=\"M%d %.1f H%d\" class=\"grid\"/>", LEFT, at, WIDTH - RIGHT);
            add("<text x=\"%d\" y=\"%.1f\" class=\"end\">%s s</text>", LEFT - 6, at + 4, number(power));
        });
        int middle = (LEFT + WIDTH - RIGHT) / 2;
        add("<text x=\"%d\" y=\"%d\" class=\"middle\">%s</text>", middle, HEIGHT - BOTTOM + 34, xLabel);
    }

    private void draw(Series line, String colour) {
        if (isFitted(line)) {
            PowerLaw law = PowerLaw.fit(line.points());
            double from =
                    line.points().stream().mapToDouble(PowerLaw.Point::x).min().orElseThrow();
            double to =
                    line.points().stream().mapToDouble(PowerLaw.Point::x).max().orElseThrow();
            add(
                    "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"%s\" class=\"law\"/>",
                    left(from), top(law.at(from)), left(to), top(law.at(to)), colour);
        }
        line.points()
                .forEach(point -> add(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>",
                        left(point.x()), top(point.y()), colour));
    }

    private void legend(Series line, String colour, int top) {
        String exponent = isFitted(line)
                ? String.format(
                        Locale.ROOT,
                        ": exponent %.2f",
                        PowerLaw.fit(line.points()).exponent())
                : "";
        add("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", LEFT + 4, top - 4, colour);
        add("<text x=\"%d\" y=\"%d\">%s%s</text>", LEFT + 14, top, line.name(), exponent);
    }

    private static boolean isFitted(Series line) {
        return line.points().stream().map(PowerLaw.Point::x).distinct().count() > 1;
    }

    private double left(double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(int power) {
        return power >= 0
                ? String.format(Locale.ROOT, "%,d", (long) Math.pow(10, power))
                : String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power));
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
