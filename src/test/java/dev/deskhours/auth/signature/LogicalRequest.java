package dev.deskhours.auth.signature;

import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** A request as a client thinks of it: texts, without any escapes. */
record LogicalRequest(
        String method,
        List<String> segments,
        List<Entry<String, String>> parameters,
        List<Entry<String, String>> headers,
        byte[] body) {
    /** The path that a client signs. */
    String canonicalPath() {
        String path = segments.stream()
                .map(segment -> "/" + TestSigner.escape(segment))
                .collect(Collectors.joining());
        return path.endsWith("/") ? path : path + "/";
    }
}
