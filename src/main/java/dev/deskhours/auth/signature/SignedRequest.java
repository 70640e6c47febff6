package dev.deskhours.auth.signature;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The parts of a request that a signature covers, as they came over the wire: a character of a text stands for one byte
 * (ISO 8859-1), which is how HTTP decoders hand them out, since the signer hashed the bytes.
 *
 * @param method as sent
 * @param rawPath still escaped
 * @param rawQuery still escaped, without {@code ?}; {@code null} or empty = none
 * @param headers all values of a header by its name in any case; an empty list if it is absent
 */
public record SignedRequest(String method, String rawPath, String rawQuery, Function<String, List<String>> headers) {
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    /** @throws SignatureRefused if the header is absent, has several values or a character that no header has */
    String onlyHeader(String name) {
        List<String> values = headers.apply(name);
        if (values.size() != 1 || !HEADER_VALUE.matcher(values.get(0)).matches()) {
            throw SignatureRefused.malformed();
        }
        return values.get(0).strip();
    }
}
