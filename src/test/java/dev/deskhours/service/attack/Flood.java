package dev.deskhours.service.attack;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One request right after the other. */
final class Flood implements Runnable {
    private final String name;
    private final Supplier<HttpResponse<String>> request;
    private final Map<String, Integer> answers = new TreeMap<>();

    Flood(String name, Supplier<HttpResponse<String>> request) {
        this.name = name;
        this.request = request;
    }

    /** Until it is interrupted. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            answers.merge(answer(), 1, Integer::sum);
        }
    }

    @Override
    public String toString() {
        return name + "; answered: " + answers;
    }

    private String answer() {
        try {
            return Integer.toString(request.get().statusCode());
        } catch (UncheckedIOException | AssertionError brokenOff) {
            return "broken off";
        }
    }
}
