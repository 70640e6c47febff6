package dev.deskhours.days;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class DesktopUsageOrderTest {
    /** Of few letters, so that texts often begin alike: one to four bytes long, and on both sides of the surrogates. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "~", "\u00e9", "\u20ac", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00", "\udbff\udfff")
                .list()
                .ofMaxSize(4)
                .map(letters -> String.join("", letters));
    }

    @Property(tries = 5000)
    void textsCompareAsTheirBytes(@ForAll("texts") String one, @ForAll("texts") String other) {
        int bytes =
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(DesktopUsageOrder.compareCodePoints(one, other)))
                .isEqualTo(Integer.signum(bytes));
    }
}
