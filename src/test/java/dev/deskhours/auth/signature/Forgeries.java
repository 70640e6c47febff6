package dev.deskhours.auth.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All that may be done to a signed request, for each scheme: to verify at once, or to send to a service. */
public final class Forgeries {
    private Forgeries() {}

    /**
     * The table. A server that it is sent to knows both {@link TestKey}s, for the project, and allows
     * {@code UNSIGNED-PAYLOAD}.
     *
     * @param host of the server, as the {@code Host} header names it, with a port
     * @param projectId in the paths
     * @param now the server's time; the rows at exactly 15 minutes last one second
     */
    public static List<Forgery> all(String host, String projectId, Instant now) {
        return Arrays.stream(TestScheme.values())
                .map(scheme -> new Scene(new TestSigner(scheme, TestKey.CALLER), host, projectId, now))
                .flatMap(Forgeries::of)
                .toList();
    }

    private static Stream<Forgery> of(Scene scene) {
        return Stream.of(
                        PathForgeries.of(scene),
                        QueryForgeries.of(scene),
                        HeaderForgeries.of(scene),
                        SignedHeadersForgeries.of(scene),
                        BodyForgeries.of(scene),
                        AuthorizationForgeries.of(scene),
                        CredentialForgeries.of(scene),
                        ClockForgeries.of(scene))
                .flatMap(List::stream)
                .map(forgery -> forgery.under(scene.signer().scheme()));
    }
}
