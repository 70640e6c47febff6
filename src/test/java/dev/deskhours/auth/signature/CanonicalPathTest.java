package dev.deskhours.auth.signature;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalPathTest {
    @ParameterizedTest
    @CsvSource({
        "'', /",
        "/, /",
        "//, //",
        "/a, /a/",
        "/a/, /a/",
        "/a//, /a//",
        "//a, //a/",
        "/a//b, /a//b/",
        "/a/../b/., /a/../b/./",
        "/%2e%2E, /../",
        "/a%2Fb, /a%2Fb/",
        "/a%2F, /a%2F/",
        "/%2F, /%2F/",
        "/a b+c*~, /a%20b%2Bc%2A~/",
        "*, %2A/",
    })
    void keepsItsSegmentsAndEndsInASlash(String path, String signed) {
        assertThat(CanonicalPath.of(path)).isEqualTo(signed);
    }
}
