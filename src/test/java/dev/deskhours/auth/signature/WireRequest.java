package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A request as it goes over the wire, to be sent or verified as it is.
 *
 * @param path still escaped
 * @param query still escaped, without {@code ?}; {@code null} = none
 * @param headers in the order sent, with {@code Host}, without those that only frame the body
 * @param body empty = none
 */
public record WireRequest(String method, String path, String query, List<Header> headers, byte[] body) {
    /** One line of the header section. */
    public record Header(String name, String value) {
        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    public WireRequest {
        headers = List.copyOf(headers);
    }

    public static WireRequest of(String method, String path, String query, String host) {
        return new WireRequest(method, path, query, List.of(new Header("Host", host)), new byte[0]);
    }

    /** The request line's target: path and query. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    /** All values of a header, in the order sent. */
    public List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .toList();
    }

    /** The one value of a header that is there. */
    public String value(String name) {
        return values(name).get(0);
    }

    public SignedRequest signed() {
        return new SignedRequest(method, path, query, this::values);
    }

    public WireRequest withMethod(String other) {
        return new WireRequest(other, path, query, headers, body);
    }

    public WireRequest withPath(String other) {
        return new WireRequest(method, other, query, headers, body);
    }

    public WireRequest withQuery(String other) {
        return new WireRequest(method, path, other, headers, body);
    }

    public WireRequest withBody(String other) {
        return withBody(other.getBytes(StandardCharsets.UTF_8));
    }

    public WireRequest withBody(byte[] other) {
        return new WireRequest(method, path, query, headers, other);
    }

    public WireRequest plus(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new WireRequest(method, path, query, more, body);
    }

    public WireRequest without(String name) {
        Predicate<Header> named = header -> header.isNamed(name);
        return new WireRequest(
                method, path, query, headers.stream().filter(named.negate()).toList(), body);
    }

    public WireRequest with(String name, String value) {
        return without(name).plus(name, value);
    }
}
