package dev.deskhours.export.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.deskhours.days.DesktopParameter;
import dev.deskhours.export.render.FormParameter;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.strict.NearestName;

/** The parameters of a request that come in a JSON object, as if they had come in the query. */
final class JsonParameters {
    private static final Set<String> NAMES = Stream.of(
                    Stream.of("start_time", "end_time"),
                    Stream.of(DesktopParameter.values()).map(DesktopParameter::text),
                    Stream.of(FormParameter.values()).map(FormParameter::text))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private JsonParameters() {}

    /** Notes what cannot be a parameter at all: a body that is no object, a value that is neither text nor number. */
    static Map<String, List<String>> read(JsonNode body, Breaches breaches) {
        if (body == null || !body.isObject()) {
            breaches.add("body", "is not a JSON object");
            return Map.of();
        }
        Map<String, List<String>> values = new HashMap<>();
        body.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (!NAMES.contains(field.getKey())) {
                breaches.add(Breaches.shown(field.getKey()), NearestName.isNo("field", field.getKey(), NAMES));
            } else if (value.isTextual()
                    || value.isNumber()
                    || value.isBoolean() && FormParameter.isSwitch(field.getKey())) {
                values.put(field.getKey(), List.of(value.asText()));
            } else if (!value.isNull()) {
                breaches.add(field.getKey(), "is neither text nor number");
            }
        });
        return values;
    }
}
