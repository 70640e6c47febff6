package dev.deskhours.auth.signature;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyDigestTest {
    @Test
    void examplesOfTheStandards() {
        String sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertThat(SigningAlgorithm.SDK_HMAC_SM3.hash(abc)).isEqualTo(sm3);
        assertThat(TestHash.SM3.hexHash(abc)).isEqualTo(sm3);
        assertThat(SigningAlgorithm.SDK_HMAC_SHA256.hash(abc)).isEqualTo(sha256);
        assertThat(SigningAlgorithm.V11_HMAC_SHA256.hash(abc)).isEqualTo(sha256);
    }

    @Property(tries = 500)
    void aBodyInPiecesHasTheHashOfTheWhole(
            @ForAll TestScheme scheme, @ForAll @Size(max = 300) byte[] body, @ForAll @IntRange(max = 300) int cut) {
        BodyDigest digest = SigningAlgorithm.of(scheme.word()).orElseThrow().newBodyDigest();
        int first = Math.min(cut, body.length);
        digest.update(body, 0, first);
        digest.update(body, first, body.length - first);
        assertThat(digest.hex()).isEqualTo(scheme.hash().hexHash(body));
    }
}
