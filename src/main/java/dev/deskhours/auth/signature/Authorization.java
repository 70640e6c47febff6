package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code Authorization} header with a signature (docs/spec/signing.md, Ways in).
 *
 * @param scope only of a derived key
 * @param signedHeaders in the order given, lower case, none twice
 * @param signature lower-case hex
 */
record Authorization(
        SigningAlgorithm algorithm,
        String accessKey,
        Optional<CredentialScope> scope,
        List<String> signedHeaders,
        String signature) {
    private static final List<String> ALWAYS_SIGNED = List.of("host", "x-sdk-date");
    private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
    private static final String REST = ", SignedHeaders=(?<headers>[^\\s,]+), Signature=(?<signature>[0-9a-f]{64})";
    private static final Pattern PLAIN_KEY = Pattern.compile(" Access=(?<key>[\\x21-\\x7E&&[^,]]+)" + REST);
    private static final Pattern DERIVED_KEY = Pattern.compile(
            " Credential=(?<key>[\\x21-\\x7E&&[^,/]]+)/(?<scope>[0-9]{8}(?:/[\\x21-\\x7E&&[^,/]]+){2})" + REST);

    static Optional<SigningAlgorithm> algorithm(String header) {
        return SigningAlgorithm.of(header.split(" ", 2)[0]);
    }

    /** @throws SignatureRefused if it has not exactly the form of its scheme */
    static Authorization parse(String header) {
        SigningAlgorithm algorithm = algorithm(header).orElseThrow(SignatureRefused::malformed);
        boolean derived = algorithm == SigningAlgorithm.V11_HMAC_SHA256;
        Matcher matcher = (derived ? DERIVED_KEY : PLAIN_KEY)
                .matcher(header.substring(algorithm.scheme().length()));
        if (!matcher.matches()) {
            throw SignatureRefused.malformed();
        }
        Optional<CredentialScope> scope =
                derived ? Optional.of(new CredentialScope(matcher.group("scope"))) : Optional.empty();
        List<String> names = headerNames(matcher.group("headers"));
        return new Authorization(algorithm, matcher.group("key"), scope, names, matcher.group("signature"));
    }

    byte[] signingKey(String secretKey) {
        return scope.map(derivedFor -> derivedFor.deriveKey(accessKey, secretKey))
                .orElseGet(() -> secretKey.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> headerNames(String text) {
        List<String> names = List.of(text.split(";", -1));
        boolean wellFormed =
                names.stream().allMatch(name -> HEADER_NAME.matcher(name).matches());
        boolean distinct = new HashSet<>(names).size() == names.size();
        if (!wellFormed || !distinct || !names.containsAll(ALWAYS_SIGNED)) {
            throw SignatureRefused.malformed();
        }
        return names;
    }
}
