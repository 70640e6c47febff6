package dev.deskhours.web;

import java.time.DateTimeException;
import java.time.Instant;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00Z, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00.5, 2026-11-01T00:00:00.5Z",
        "2026-11-01T00:00:00.123456789Z, 2026-11-01T00:00:00.123456Z",
        "2026-11-01T08:00:00+08:00, 2026-11-01T00:00:00Z",
        "2026-10-31T19:30-04:30, 2026-11-01T00:00:00Z",
        "2026-11-01T00:00:00.000+00:00, 2026-11-01T00:00:00Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
        "0000-02-29T00:00:00Z, 0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void takes(String text, Instant expected) {
        assertThat(TimeText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2026-11-01",
                "2026-11-01T",
                "2026-11-01T00",
                "2026-11-01 00:00:00Z",
                "2026-11-01t00:00:00z",
                " 2026-11-01T00:00:00Z",
                "2026-11-01T00:00:00Z ",
                "2026-11-01T00:00:00ZZ",
                "2026-11-01T24:00:00Z",
                "2026-11-01T23:59:60Z",
                "2026-11-01T23:60:00Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-1-1T00:00:00Z",
                "2026-11-01T00:00:00.Z",
                "2026-11-01T00:00:00,5Z",
                "2026-11-01T00:00:00.1234567890Z",
                "2026-11-01T00:00.5Z",
                "2026-11-01T00:00:00+08",
                "2026-11-01T00:00:00+0800",
                "2026-11-01T00:00:00+19:00",
                "2026-11-01T00:00:00 +08:00",
                "2026-11-01T00:00:00[Europe/Oslo]",
                "+2026-11-01T00:00:00Z",
                "-2026-11-01T00:00:00Z",
                "+12026-11-01T00:00:00Z",
                "20261101T000000Z",
                "1793491200",
                "２０２６-11-01T00:00:00Z"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> TimeText.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Property
    void readsThePlainFormAsAllOthers(@ForAll("instants") Instant instant) {
        assertThat(TimeText.parse(instant.toString())).isEqualTo(instant);
        assertThat(TimeText.parse(instant.toString().replace("Z", "+00:00"))).isEqualTo(instant);
    }

    @Property
    void refusesInThePlainFormWhatAllOthersRefuse(@ForAll("almostTimes") String text) {
        Instant plain = TimeText.Plain.parse(text);
        String withOffset = text.replace("Z", "+00:00");

        if (plain == null) {
            assertThatThrownBy(() -> TimeText.parse(withOffset)).isInstanceOf(DateTimeException.class);
        } else {
            assertThat(TimeText.parse(withOffset)).isEqualTo(plain);
        }
    }

    @Provide
    Arbitrary<Instant> instants() {
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        return Arbitraries.longs()
                .between(Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(), last)
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> almostTimes() {
        return Arbitraries.integers().between(0, 69).list().ofSize(7).map(n -> "%02d%02d-%02d-%02dT%02d:%02d:%02dZ"
                .formatted(n.get(0), n.get(1), n.get(2) % 14, n.get(3) % 33, n.get(4) % 26, n.get(5), n.get(6)));
    }
}
