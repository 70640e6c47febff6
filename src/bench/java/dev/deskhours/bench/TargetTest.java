package dev.deskhours.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTest {
    private static final List<Double> OURS = List.of(2.0, 9.0, 1.0);
    private static final List<Double> REFERENCE = List.of(1.0, 1.0, 1.0);

    @Test
    void mediansAreCompared() {
        assertThat(Target.ratioAtMost(2).verdict(OURS, REFERENCE)).isEqualTo("met");
        assertThat(Target.ratioAtMost(1.9).verdict(OURS, REFERENCE)).isEqualTo("missed");
        assertThat(Target.ratioAtLeast(2).verdict(OURS, REFERENCE)).isEqualTo("met");
        assertThat(Target.ratioAtLeast(2.1).verdict(OURS, REFERENCE)).isEqualTo("missed");
    }

    @Test
    void aLimitNeedsNoReference() {
        assertThat(Target.atMost(2).verdict(OURS, List.of())).isEqualTo("met");
        assertThat(Target.atMost(1).verdict(OURS, List.of())).isEqualTo("missed");
    }

    @Test
    void whereNothingIsAskedNothingIsMet() {
        assertThat(Target.NONE.verdict(OURS, List.of())).isEmpty();
        assertThat(Target.NONE.text()).isEmpty();
    }

    @Test
    void theTextSaysForWhichSizeItWasSet() {
        assertThat(Target.ratioAtMost(1.5).at(Size.L).text()).isEqualTo("<= 1.5 x at L");
        assertThat(Target.atMost(250).text()).isEqualTo("<= 250");
    }
}
