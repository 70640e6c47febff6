package dev.deskhours.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.deskhours.bench.PowerLaw.Point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PowerLawTest {
    @Test
    void findsTheLawThatPointsFollow() {
        PowerLaw law = PowerLaw.fit(List.of(new Point(1, 3), new Point(10, 3 * Math.sqrt(10)), new Point(100, 30)));
        assertThat(law.exponent()).isCloseTo(0.5, within(1e-9));
        assertThat(law.at(10_000)).isCloseTo(300, within(1e-6));
    }

    @Test
    void whatDoesNotGrowHasTheExponentZero() {
        assertThat(PowerLaw.fit(List.of(new Point(1, 5), new Point(180, 5))).exponent())
                .isZero();
    }
}
