package dev.deskhours.web;

import java.util.ArrayList;
import java.util.List;

/** The broken rules of one request, in the order of the parameter table (docs/spec/api.md, Parameters). */
public final class Breaches {
    private static final int MAX_MESSAGE = 512;
    private static final int MAX_VALUE = 24;

    private record Breach(String name, String rule) {}

    private final List<Breach> all = new ArrayList<>();

    public void add(String name, String rule) {
        all.add(new Breach(name, rule));
    }

    /** @throws ApiException 400 with every rule, if any is broken; where they do not fit, the last by name alone */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw ApiException.brokenRule(message());
        }
    }

    /** The value as a message shows it: quoted, and shortened where it is long. */
    public static String shown(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() <= MAX_VALUE ? printable : printable.substring(0, MAX_VALUE) + "…") + "'";
    }

    private String message() {
        for (int whole = all.size(); whole >= 0; whole--) {
            String message = message(whole);
            if (message.length() <= MAX_MESSAGE) {
                return message;
            }
        }
        return message(0).substring(0, MAX_MESSAGE);
    }

    private String message(int whole) {
        StringBuilder message = new StringBuilder();
        for (int index = 0; index < all.size(); index++) {
            Breach breach = all.get(index);
            message.append(index == 0 ? "" : "; ").append(breach.name());
            message.append(index < whole ? " " + breach.rule() : " is wrong");
        }
        return message.toString();
    }
}
