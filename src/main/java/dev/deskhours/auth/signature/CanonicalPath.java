package dev.deskhours.auth.signature;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The path as it is signed (docs/spec/signing.md, SDK-HMAC-SHA256: CanonicalURI). */
final class CanonicalPath {
    private CanonicalPath() {}

    static String of(String rawPath) {
        // Segment by segment: an escaped slash is part of its segment, and stays escaped.
        String path = Arrays.stream(rawPath.split("/", -1))
                .map(segment -> PercentEncoding.encode(PercentEncoding.decode(segment)))
                .collect(Collectors.joining("/"));
        return path.endsWith("/") ? path : path + "/";
    }
}
