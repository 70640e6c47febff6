package dev.deskhours.auth.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The text whose hash is signed, but for the hash of the body (docs/spec/signing.md, SDK-HMAC-SHA256).
 *
 * @param queries the forms of the query that are accepted, the usual one first
 * @param headers the signed ones, in the order of SignedHeaders
 */
record CanonicalRequest(String method, String path, Set<String> queries, Map<String, String> headers) {
    /** Clients sign all headers that they send, also those that let in whoever holds them. */
    private static final Set<String> CREDENTIALS = Set.of("x-security-token", "x-auth-token", "cookie");

    static CanonicalRequest of(SignedRequest request, Iterable<String> signedHeaders) {
        Map<String, String> headers = new LinkedHashMap<>();
        signedHeaders.forEach(name -> headers.put(name, request.onlyHeader(name)));
        return new CanonicalRequest(
                request.method(),
                CanonicalPath.of(request.rawPath()),
                CanonicalQuery.forms(request.rawQuery()),
                headers);
    }

    Stream<String> texts(String bodyHash) {
        return queries.stream().map(query -> text(query, headers::get, bodyHash));
    }

    /** The usual form for the log, with {@code ***} in place of credentials. */
    String loggable(String bodyHash) {
        return text(
                queries.iterator().next(), name -> CREDENTIALS.contains(name) ? "***" : headers.get(name), bodyHash);
    }

    private String text(String query, UnaryOperator<String> headerValue, String bodyHash) {
        StringBuilder block = new StringBuilder();
        headers.keySet().forEach(name -> block.append(name)
                .append(':')
                .append(headerValue.apply(name))
                .append('\n'));
        String names = String.join(";", headers.keySet());
        return String.join("\n", method, path, query, block, names, bodyHash);
    }
}
