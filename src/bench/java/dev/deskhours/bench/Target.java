package dev.deskhours.bench;

import java.util.List;

/** What is asked of a measurement. */
record Target(Kind kind, double limit, String at) {
    /** What the limit is about. */
    enum Kind {
        NONE(""),
        /** Times: of the reference's. */
        RATIO_AT_MOST("<= %s x"),
        /** Rates: of the reference's. */
        RATIO_AT_LEAST(">= %s x"),
        AT_MOST("<= %s");

        private final String form;

        Kind(String form) {
            this.form = form;
        }
    }

    static final Target NONE = new Target(Kind.NONE, 0, "");

    static Target ratioAtMost(double limit) {
        return new Target(Kind.RATIO_AT_MOST, limit, "");
    }

    static Target ratioAtLeast(double limit) {
        return new Target(Kind.RATIO_AT_LEAST, limit, "");
    }

    static Target atMost(double limit) {
        return new Target(Kind.AT_MOST, limit, "");
    }

    /** The same, which was set for one size of the benchmark. */
    Target at(Size size) {
        return new Target(kind, limit, size.name());
    }

    String text() {
        String number = limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        return kind.form.formatted(number) + (at.isEmpty() ? "" : " at " + at);
    }

    /** {@code met}, {@code missed}, or nothing where nothing was asked. */
    String verdict(List<Double> ours, List<Double> reference) {
        boolean met =
                switch (kind) {
                    case NONE -> true;
                    case AT_MOST -> Spread.of(ours).median() <= limit;
                    case RATIO_AT_MOST -> ratio(ours, reference) <= limit;
                    case RATIO_AT_LEAST -> ratio(ours, reference) >= limit;
                };
        return kind == Kind.NONE ? "" : met ? "met" : "missed";
    }

    static double ratio(List<Double> ours, List<Double> reference) {
        return Spread.of(ours).median() / Spread.of(reference).median();
    }
}
