package dev.deskhours.auth.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.deskhours.auth.signature.TestSigner.QueryOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** What the second implementation signs as a client is accepted however it is written, and nothing else. */
class SecondImplementationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String DATE = "20261123T120000Z";
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<String> HEADERS =
            List.of("content-type", "user-agent", "x-project-id", "x-note", "accept", "x_underscore", "x.dot");

    @Property(tries = 2000)
    void acceptsWhatAClientSigned(
            @ForAll TestScheme scheme,
            @ForAll QueryOrder order,
            @ForAll("requests") LogicalRequest request,
            @ForAll("secrets") String secret,
            @ForAll Random random) {
        WireRequest sent = sign(new TestSigner(scheme, key(secret)).withQueryOrder(order), request, random);

        RequestSignature signature = RequestSignature.read(sent.signed(), NOW);

        String bodyHash = Verification.bodyHash(signature, sent.body());
        assertThat(signature.matches(secret, bodyHash)).isTrue();
        assertThat(signature.matches(secret + "x", bodyHash)).isFalse();
    }

    @Property(tries = 2000)
    void refusesWhatAClientSignedForAnotherRequest(
            @ForAll TestScheme scheme,
            @ForAll("requests") LogicalRequest request,
            @ForAll("requests") LogicalRequest other,
            @ForAll Random random) {
        assertJudgedByWhatIsSigned(scheme, request, other, random);
    }

    @Property(tries = 500)
    void acceptsWhatAClientSignedWithFewerHeaders(
            @ForAll TestScheme scheme, @ForAll("requests") LogicalRequest request, @ForAll Random random) {
        int signed = random.nextInt(request.headers().size() + 1);
        LogicalRequest other = new LogicalRequest(
                request.method(),
                request.segments(),
                request.parameters(),
                request.headers().subList(0, signed),
                request.body());
        assertJudgedByWhatIsSigned(scheme, request, other, random);
    }

    private static void assertJudgedByWhatIsSigned(
            TestScheme scheme, LogicalRequest request, LogicalRequest other, Random random) {
        TestSigner signer = new TestSigner(scheme, TestKey.CALLER);
        WireRequest sent = sign(signer, request, random);
        WireRequest signed = sign(signer, other, random);
        List<String> names = signedNames(signed);
        // They may differ in a header that the other one does not sign.
        boolean same = signedNames(sent).containsAll(names)
                && canonicalRequest(signer, request, sent, names)
                        .equals(canonicalRequest(signer, other, signed, names));

        assertThat(Verification.accepts(sent.with("Authorization", signed.value("Authorization")), NOW))
                .isEqualTo(same);
    }

    @Provide
    Arbitrary<LogicalRequest> requests() {
        return Combinators.combine(
                        Arbitraries.of(METHODS),
                        texts(1).list().ofMinSize(1).ofMaxSize(5),
                        parameters().list().ofMaxSize(6),
                        headers(),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
                .as(LogicalRequest::new);
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(100);
    }

    private static Arbitrary<Entry<String, String>> parameters() {
        Arbitrary<String> fewKeys = Arbitraries.of("a", "b", "A", "a-", "a[]", "");
        return Combinators.combine(Arbitraries.oneOf(fewKeys, texts(1)), texts(0))
                .as(Map::entry);
    }

    private static Arbitrary<List<Entry<String, String>>> headers() {
        Arbitrary<String> values =
                texts(0).map(text -> text.replaceAll("\\p{Cntrl}", ".").strip());
        return Arbitraries.maps(Arbitraries.of(HEADERS), values)
                .ofMaxSize(HEADERS.size())
                .map(map -> List.copyOf(map.entrySet()));
    }

    private static Arbitrary<String> texts(int shortest) {
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMinSize(shortest)
                .ofMaxSize(8)
                .map(characters -> String.join("", characters));
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars(" +%/?&=#*~.-_:;,@!'()[]{}\"<>|\\^`aZ0æ東")
                .ofMinLength(shortest)
                .ofMaxLength(8);
        return Arbitraries.oneOf(any, awkward);
    }

    private static TestKey key(String secret) {
        return new TestKey(TestKey.CALLER.access(), secret);
    }

    private static WireRequest sign(TestSigner signer, LogicalRequest request, Random random) {
        WireRequest wire =
                new WireWriter(random).write(request, "localhost:8080").plus("X-Sdk-Date", DATE);
        List<String> names = signedNames(wire);
        String canonicalRequest = canonicalRequest(signer, request, wire, names);
        String authorization = signer.scheme()
                .authorization(signer.key(), "20261123", DATE, String.join(";", names), canonicalRequest);
        return wire.plus("Authorization", authorization);
    }

    private static List<String> signedNames(WireRequest wire) {
        List<String> names = TestSigner.allHeaders(wire);
        names.remove("authorization");
        return names;
    }

    private static String canonicalRequest(
            TestSigner signer, LogicalRequest request, WireRequest wire, List<String> names) {
        return signer.canonicalRequest(wire, request.canonicalPath(), request.parameters(), names);
    }
}
