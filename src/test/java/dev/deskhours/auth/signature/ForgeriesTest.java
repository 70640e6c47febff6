package dev.deskhours.auth.signature;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForgeriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.700Z");

    @ParameterizedTest
    @MethodSource
    void onlyWhatWasSignedIsAccepted(Forgery forgery) {
        assertThat(Verification.accepts(forgery.request(), NOW)).isEqualTo(forgery.accepted());
    }

    static List<Forgery> onlyWhatWasSignedIsAccepted() {
        return Forgeries.all("deskhours.example.com:8443", "project-1", NOW);
    }

    @Test
    void everyRowDiffersFromTheOthers() {
        List<Forgery> forgeries = onlyWhatWasSignedIsAccepted();
        assertThat(forgeries).extracting(Forgery::name).doesNotHaveDuplicates();
        assertThat(forgeries).hasSizeGreaterThan(3 * 40);
    }
}
