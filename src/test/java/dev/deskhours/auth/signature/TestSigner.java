package dev.deskhours.auth.signature;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A second implementation of docs/spec/signing.md, SDK-HMAC-SHA256, from the client's side
 * and out of other parts: {@link URLDecoder} and {@link URLEncoder} for the escapes, hashes by hand. It can also sign
 * what must not be signed so.
 *
 * @param signedHeaders in the order signed; {@code null} = all that are sent, sorted
 * @param day of a derived key; {@code null} = the day of signing
 * @param bodyHash the last line of the canonical request; {@code null} = the one declared in a header, or the body's
 */
public record TestSigner(
        TestScheme scheme,
        TestKey key,
        List<String> signedHeaders,
        String bodyHash,
        QueryOrder queryOrder,
        String day) {
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /** How clients sort the parameters. */
    enum QueryOrder {
        /** By key and value as escaped. */
        ESCAPED,
        /** By key and value before escaping. */
        DECODED,
        /** By key, repeated values as sent. */
        VALUES_AS_SENT
    }

    public TestSigner(TestScheme scheme, TestKey key) {
        this(scheme, key, null, null, QueryOrder.ESCAPED, null);
    }

    TestSigner signing(String... names) {
        return new TestSigner(scheme, key, List.of(names), bodyHash, queryOrder, day);
    }

    public TestSigner withBodyHash(String line) {
        return new TestSigner(scheme, key, signedHeaders, line, queryOrder, day);
    }

    TestSigner withQueryOrder(QueryOrder order) {
        return new TestSigner(scheme, key, signedHeaders, bodyHash, order, day);
    }

    TestSigner withDay(String other) {
        return new TestSigner(scheme, key, signedHeaders, bodyHash, queryOrder, other);
    }

    /** The request with {@code X-Sdk-Date} and {@code Authorization}. */
    public WireRequest sign(WireRequest request, Instant time) {
        return sign(request, time.toString().replaceAll("[-:]|\\.[0-9]+", ""));
    }

    WireRequest sign(WireRequest request, String date) {
        WireRequest dated = request.with("X-Sdk-Date", date);
        List<String> names = signedHeaders == null ? allHeaders(dated) : signedHeaders;
        String canonicalRequest =
                canonicalRequest(dated, canonicalPath(dated.path()), parameters(dated.query()), names);
        String signedNames = String.join(";", names);
        return dated.with("Authorization", scheme.authorization(key, dayOf(date), date, signedNames, canonicalRequest));
    }

    static List<String> allHeaders(WireRequest request) {
        return new ArrayList<>(request.headers().stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    String canonicalRequest(
            WireRequest request, String path, List<Entry<String, String>> parameters, List<String> names) {
        StringBuilder text =
                new StringBuilder(request.method() + "\n" + path + "\n" + canonicalQuery(parameters) + "\n");
        for (String name : names) {
            String value = request.values(name).stream().findFirst().orElse("");
            text.append(name).append(":").append(asUtf8(value).trim()).append("\n");
        }
        text.append("\n").append(String.join(";", names)).append("\n").append(bodyHashOf(request));
        return text.toString();
    }

    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private String canonicalQuery(List<Entry<String, String>> parameters) {
        Comparator<Entry<String, String>> order =
                switch (queryOrder) {
                    case ESCAPED ->
                        Comparator.<Entry<String, String>, String>comparing(entry -> escape(entry.getKey()))
                                .thenComparing(entry -> escape(entry.getValue()));
                    case DECODED ->
                        Entry.<String, String>comparingByKey(BY_BYTES).thenComparing(Entry.comparingByValue(BY_BYTES));
                    case VALUES_AS_SENT -> Comparator.comparing(entry -> escape(entry.getKey()));
                };
        return parameters.stream()
                .sorted(order)
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private String dayOf(String date) {
        return day == null ? date.replaceFirst("T.*", "") : day;
    }

    private String bodyHashOf(WireRequest request) {
        if (bodyHash != null) {
            return bodyHash;
        }
        return request.values(scheme.contentHeader()).stream().findFirst().orElseGet(() -> scheme.hash()
                .hexHash(request.body()));
    }

    private static String canonicalPath(String path) {
        String escaped = Stream.of(path.split("/", -1))
                .map(segment -> escape(decode(segment.replace("+", "%2B"))))
                .collect(Collectors.joining("/"));
        return escaped.replaceFirst("([^/])$", "$1/");
    }

    private static List<Entry<String, String>> parameters(String query) {
        return Stream.of(query == null ? new String[0] : query.split("&+"))
                .map(part -> part.contains("=") ? part : part + "=")
                .map(part -> Map.entry(decode(part.replaceFirst("=.*", "")), decode(part.replaceFirst("[^=]*=", ""))))
                .toList();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A client has texts; the wire has their bytes. */
    private static String asUtf8(String wireText) {
        return new String(wireText.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
