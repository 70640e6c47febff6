package dev.deskhours.auth.signature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The query as it is signed (docs/spec/signing.md, SDK-HMAC-SHA256: CanonicalQuery). */
final class CanonicalQuery {
    private static final Comparator<Parameter> BY_KEY = Comparator.comparing(Parameter::escapedKey);
    private static final Comparator<Parameter> BY_VALUE = Comparator.comparing(Parameter::escapedValue);
    private static final Comparator<Parameter> AS_DECODED =
            Comparator.comparing(Parameter::key).thenComparing(Parameter::value);

    private CanonicalQuery() {}

    /**
     * The forms that a client may have signed, the usual one first. They differ where a parameter is repeated, or where
     * escapes change an order: clients sort before or after escaping, and one keeps repeated values as they are sent.
     *
     * @param rawQuery {@code null} or empty = none
     */
    static Set<String> forms(String rawQuery) {
        List<Parameter> parameters = parameters(rawQuery == null ? "" : rawQuery);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(text(parameters, BY_KEY.thenComparing(BY_VALUE)));
        forms.add(text(parameters, AS_DECODED));
        forms.add(text(parameters, BY_KEY));
        return forms;
    }

    private static List<Parameter> parameters(String rawQuery) {
        return Arrays.stream(rawQuery.split("&"))
                .filter(text -> !text.isEmpty())
                .map(Parameter::parse)
                .toList();
    }

    private static String text(List<Parameter> parameters, Comparator<Parameter> order) {
        return parameters.stream()
                .sorted(order)
                .map(parameter -> parameter.escapedKey() + "=" + parameter.escapedValue())
                .collect(Collectors.joining("&"));
    }

    private record Parameter(String key, String value) {
        static Parameter parse(String text) {
            // A plus is a space here, as it is for the service that reads the parameter; clients send %2B for a plus.
            String[] parts = text.replace('+', ' ').split("=", 2);
            String value = parts.length == 1 ? "" : parts[1];
            return new Parameter(PercentEncoding.decode(parts[0]), PercentEncoding.decode(value));
        }

        String escapedKey() {
            return PercentEncoding.encode(key);
        }

        String escapedValue() {
            return PercentEncoding.encode(value);
        }
    }
}
