package dev.deskhours.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.UriInfo;

/**
 * Reads query parameters and notes each broken rule instead of stopping at the first (docs/spec/api.md, Parameters). A
 * parameter given twice is refused, whatever its values.
 */
public final class ParameterReader {
    /** The greatest integer the published SDKs send: {@value}. */
    public static final int MAX = 2147483646;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final Breaches breaches;
    private final Map<String, List<String>> query;

    public ParameterReader(Breaches breaches) {
        this(breaches, Map.of());
    }

    /** @param query the values that were sent, by name */
    public ParameterReader(Breaches breaches, Map<String, List<String>> query) {
        this.breaches = breaches;
        this.query = query;
    }

    /** Reads a query as it was sent: the framework leaves empty values out of the fields that it fills. */
    public static ParameterReader ofQuery(UriInfo uri) {
        return new ParameterReader(new Breaches(), uri.getQueryParameters());
    }

    public Breaches breaches() {
        return breaches;
    }

    public boolean isSent(String name) {
        return !query.getOrDefault(name, List.of()).isEmpty();
    }

    /** A text of {@code 1..most} characters after trimming; blank counts as absent. */
    public Optional<String> text(String name, List<String> values, int most) {
        Optional<String> text = single(name, values).map(String::strip).filter(value -> !value.isEmpty());
        if (text.isPresent() && (text.get().length() > most || text.get().indexOf('\0') >= 0)) {
            breaches.add(name, "is not 1.." + most + " characters");
            return Optional.empty();
        }
        return text;
    }

    public OptionalInt integer(String name, List<String> values, int least, int most) {
        Optional<String> text = single(name, values);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        boolean digits = DIGITS.matcher(text.get()).matches();
        long number = digits ? Long.parseLong(text.get()) : -1;
        if (!digits || number < least || number > most) {
            breaches.add(name, Breaches.shown(text.get()) + " is not " + least + ".." + most);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number);
    }

    public Optional<Instant> requiredTime(String name, List<String> values) {
        if (sent(name, values).isEmpty()) {
            breaches.add(name, "is required, as " + TimeText.EXAMPLE);
        }
        return single(name, values).flatMap(text -> time(name, text));
    }

    public Optional<Instant> optionalTime(String name) {
        return single(name, List.of()).flatMap(text -> time(name, text));
    }

    /** One of the constants of an enum by its parameter text, in any case. */
    public <E extends Enum<E>> Optional<E> choice(String name, List<String> values, Class<E> type) {
        Optional<String> text = single(name, values);
        Optional<E> choice = text.flatMap(value -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase(value))
                .findFirst());
        if (text.isPresent() && choice.isEmpty()) {
            breaches.add(name, Breaches.shown(text.get()) + " is not one of " + constants(type));
        }
        return choice;
    }

    /** The only value, or nothing: absent, or refused because it was given twice. */
    public Optional<String> single(String name, List<String> values) {
        List<String> sent = sent(name, values);
        if (sent.size() > 1) {
            breaches.add(name, "is given " + sent.size() + " times");
            return Optional.empty();
        }
        return sent.stream().findFirst();
    }

    private List<String> sent(String name, List<String> values) {
        return query.getOrDefault(name, values);
    }

    private Optional<Instant> time(String name, String text) {
        try {
            return Optional.of(TimeText.parse(text));
        } catch (DateTimeException e) {
            breaches.add(name, Breaches.shown(text) + " is not a time as " + TimeText.EXAMPLE);
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> String constants(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString())
                .collect(Collectors.joining(", "));
    }
}
