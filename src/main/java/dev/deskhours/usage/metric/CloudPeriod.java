package dev.deskhours.usage.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** Times as the cloud's own pages write them: also as a date, which means its begin or its end. */
final class CloudPeriod {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private CloudPeriod() {}

    /** @param query the values that were sent, by name */
    public static ParameterReader reader(Map<String, List<String>> query) {
        Map<String, List<String>> withTimes = new HashMap<>(query);
        withTimes.computeIfPresent("start_time", (name, values) -> complete(values, "T00:00:00Z"));
        withTimes.computeIfPresent("end_time", (name, values) -> complete(values, "T23:59:59Z"));
        return new ParameterReader(new Breaches(), withTimes);
    }

    private static List<String> complete(List<String> values, String time) {
        return values.stream()
                .map(value -> DATE.matcher(value).matches() ? value + time : value)
                .toList();
    }
}
