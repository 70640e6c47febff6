package dev.deskhours.auth.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static dev.deskhours.auth.signature.Forgery.refused;

/** The {@code Authorization} header. */
final class AuthorizationForgeries {
    private static final String AUTHORIZATION = "Authorization";

    private final WireRequest signed;
    private final String header;
    private final TestScheme scheme;
    private final List<Forgery> rows = new ArrayList<>();

    private AuthorizationForgeries(Scene scene) {
        signed = scene.sign(scene.list());
        header = signed.value(AUTHORIZATION);
        scheme = scene.signer().scheme();
    }

    static List<Forgery> of(Scene scene) {
        AuthorizationForgeries forgeries = new AuthorizationForgeries(scene);
        forgeries.signature(scene);
        forgeries.form();
        forgeries.repeated(scene);
        return forgeries.rows;
    }

    private void signature(Scene scene) {
        String signature = header.replaceFirst(".*Signature=", "");
        String other = scene.sign(scene.task("a")).value(AUTHORIZATION).replaceFirst(".*Signature=", "");
        replaced("signature of another request", signature, other);
        replaced("signature in upper case", signature, signature.toUpperCase(Locale.ROOT));
        replaced("signature cut short", signature, signature.substring(1));
        replaced("signature too long", signature, signature + "0");
        replaced("signature empty", signature, "");
        replaced("signature of zeros", signature, "0".repeat(signature.length()));
        replaced("one digit of the signature", signature, flipLast(signature));
        replaced("signature twice", signature, signature + ", Signature=" + signature);
    }

    private void form() {
        for (TestScheme other : TestScheme.values()) {
            if (other != scheme) {
                replaced("called " + other.word(), scheme.word() + " ", other.word() + " ");
            }
        }
        replaced("scheme in lower case", scheme.word(), scheme.word().toLowerCase(Locale.ROOT));
        replaced("unknown scheme", scheme.word(), scheme.word() + "X");
        replaced("scheme alone", header.substring(scheme.word().length()), "");
        replaced("no key", TestKey.CALLER.access(), "");
        replaced("key under the wrong name", scheme.isDerived() ? "Credential=" : "Access=", "Key=");
        replaced("no list of headers", "SignedHeaders=", "Headers=");
        replaced("no signature", "Signature=", "Signed=");
        replaced("field added", "SignedHeaders=", "Extra=1, SignedHeaders=");
        replaced("no spaces", ", ", ",");
        replaced("semicolons", ", ", "; ");
        replaced(
                "fields in another order", header, header.replaceFirst("(SignedHeaders=.*), (Signature=.*)", "$2, $1"));
        rows.add(refused("no date", signed.without("X-Sdk-Date")));
        rows.add(refused("no authorization", signed.without(AUTHORIZATION)));
    }

    private void repeated(Scene scene) {
        String other = scene.sign(scene.task("a")).value(AUTHORIZATION);
        rows.add(refused("authorization twice", signed.plus(AUTHORIZATION, header)));
        rows.add(refused("another authorization after it", signed.plus(AUTHORIZATION, other)));
        rows.add(refused(
                "another authorization before it",
                signed.with(AUTHORIZATION, other).plus(AUTHORIZATION, header)));
    }

    private void replaced(String name, String part, String replacement) {
        rows.add(refused(name, signed.with(AUTHORIZATION, header.replace(part, replacement))));
    }

    private static String flipLast(String signature) {
        int last = signature.length() - 1;
        return signature.substring(0, last) + (signature.charAt(last) == '0' ? '1' : '0');
    }
}
