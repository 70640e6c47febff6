package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes requests as some client might: which characters are escaped, and how, is left to chance. */
final class WireWriter {
    private static final String PLAIN_IN_PATH = "!$&'()*+,;=:@-._~";
    private static final String PLAIN_IN_QUERY = "!$'()*,;:@/?-._~";

    private final Random random;

    WireWriter(Random random) {
        this.random = random;
    }

    WireRequest write(LogicalRequest request, String host) {
        String path = request.segments().stream()
                .map(segment -> "/" + escape(segment, PLAIN_IN_PATH))
                .collect(Collectors.joining());
        String query = request.parameters().stream().map(this::parameter).collect(Collectors.joining("&"));
        WireRequest written = WireRequest.of(request.method(), path, query.isEmpty() ? null : query, host);
        for (Entry<String, String> header : request.headers()) {
            written = written.plus(anyCase(header.getKey()), header(header.getValue()));
        }
        return written.withBody(request.body());
    }

    private String parameter(Entry<String, String> parameter) {
        String key = escape(parameter.getKey(), PLAIN_IN_QUERY);
        String value = escape(parameter.getValue(), PLAIN_IN_QUERY);
        boolean bare = value.isEmpty() && !key.isEmpty() && random.nextBoolean();
        String text = bare ? key : key + "=" + value;
        return random.nextBoolean() ? text : text.replace("%20", "+");
    }

    private String header(String value) {
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return " ".repeat(random.nextInt(2)) + bytes + "\t".repeat(random.nextInt(2));
    }

    private String anyCase(String name) {
        return random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
    }

    private String escape(String text, String plain) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = octet >= 0 && Character.isLetterOrDigit(octet);
            if ((letter || plain.indexOf(octet) >= 0) && random.nextInt(4) > 0) {
                escaped.append((char) octet);
            } else {
                escaped.append(String.format(random.nextBoolean() ? "%%%02X" : "%%%02x", octet));
            }
        }
        return escaped.toString();
    }
}
