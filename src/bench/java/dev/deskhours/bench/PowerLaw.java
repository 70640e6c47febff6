package dev.deskhours.bench;

import java.util.List;

/** {@code y = factor * x^exponent}, fitted to points by least squares of their logarithms. */
record PowerLaw(double factor, double exponent) {
    /** A measured point; both numbers are above 0. */
    record Point(double x, double y) {}

    /** @param points at least two, with different x */
    static PowerLaw fit(List<Point> points) {
        double meanX = points.stream()
                .mapToDouble(point -> Math.log(point.x()))
                .average()
                .orElseThrow();
        double meanY = points.stream()
                .mapToDouble(point -> Math.log(point.y()))
                .average()
                .orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Point point : points) {
            double x = Math.log(point.x()) - meanX;
            covariance += x * (Math.log(point.y()) - meanY);
            variance += x * x;
        }
        double exponent = covariance / variance;
        return new PowerLaw(Math.exp(meanY - exponent * meanX), exponent);
    }

    double at(double x) {
        return factor * Math.pow(x, exponent);
    }
}
