package dev.deskhours.auth.signature;

import java.util.Optional;
import java.util.stream.Stream;

/** An access key with its secret. */
public record TestKey(String access, String secret) {
    /** The key that signs. */
    public static final TestKey CALLER =
            new TestKey("AKCALLER00000000000A", "cAlLeRsEcReT0123456789cAlLeRsEcReT012345");
    /** Another key that the server knows. */
    public static final TestKey STRANGER =
            new TestKey("AKSTRANGER000000000B", "sTrAnGeRsEcReT0123456789sTrAnGeRsEcReT01");

    static Optional<TestKey> known(String access) {
        return Stream.of(CALLER, STRANGER)
                .filter(key -> key.access().equals(access))
                .findFirst();
    }
}
