package dev.deskhours.session.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.session.record.LocalTimes;
import dev.deskhours.session.record.Wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Times as systems write them. */
class TimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T07:00:00Z | 2026-11-20T07:00:00Z",
                "2026-11-20 07:00:00.25+00 | 2026-11-20T07:00:00.250Z",
                "2026-11-20 08:00 +01:00 | 2026-11-20T07:00:00Z",
                "2026-11-20T08:00:00+0100 | 2026-11-20T07:00:00Z",
                "2026-11-20T07:00:00.1234567Z | 2026-11-20T07:00:00.123456Z",
                "2026-11-20t07:00:00z | 2026-11-20T07:00:00Z",
                "2026-11-20 08:00:00 | 2026-11-20T07:00:00Z"
            })
    void isoFormsAreRead(String text, Instant time) {
        assertThat(times("iso").start(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "M/d/yyyy, h:mm:ss[.SSS] a | 11/19/2026, 12:30:05 PM | 2026-11-19T11:30:05Z",
                "M/d/yyyy, h:mm:ss[.SSS] a | 11/19/2026, 8:58:02.114 am | 2026-11-19T07:58:02.114Z",
                "dd.MM.yyyy HH:mm[:ss] | 20.11.2026 09:00 | 2026-11-20T08:00:00Z",
                "EEE MMM d HH:mm:ss yyyy | Thu Nov  5 09:00:00 2026 | 2026-11-05T08:00:00Z",
                "yyyyMMdd-HH:mm:ss | 20261119-08:00:00 | 2026-11-19T07:00:00Z",
                "epoch-s | 1795132800.25 | 2026-11-20T00:00:00.250Z",
                "epoch-ms | 1795132800250 | 2026-11-20T00:00:00.250Z"
            })
    void patternsAreRead(String pattern, String text, Instant time) {
        assertThat(times(pattern).start(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30.02.2026 09:00", "20.13.2026 09:00", "20.11.2026", "2026-11-20 09:00", "x"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> times("dd.MM.yyyy HH:mm").start(text))
                .hasMessage("'" + text + "' is no time of the form dd.MM.yyyy HH:mm");
    }

    @Test
    void aTimeThatExistsTwiceIsTheEarlierForAStartAndTheLaterForAnEnd() {
        Times times = times("iso");
        assertThat(times.start("2026-10-25T02:30:00")).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(times.end("2026-10-25T02:30:00")).isEqualTo("2026-10-25T01:30:00Z");
        assertThat(times.end("2026-10-25T03:00:00")).isEqualTo("2026-10-25T02:00:00Z");
        assertThat(times.adjusted()).isEqualTo(2);
    }

    @Test
    void aTimeThatDoesNotExistIsMovedForwardByTheGap() {
        Times times = times("iso");
        assertThat(times.start("2026-03-29T02:30:00")).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(times.end("2026-03-29T02:30:00")).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(times.adjusted()).isEqualTo(2);
    }

    @Test
    void aTimeWithoutAZoneIsRefusedIfNobodySaysWhich() {
        Times times = new Times(
                new Mapping.TimeForms(List.of("iso"), "en", null, Set.of("NaN"), false), null, Wording.COMMAND);
        assertThat(times.start("nan")).isNull();
        assertThat(times.start("2026-11-20T07:00:00Z")).isNotNull();
        assertThatThrownBy(() -> times.start("2026-11-20T07:00:00"))
                .isInstanceOf(LocalTimes.NoZone.class)
                .hasMessageContaining("--time-zone");
    }

    @Test
    void theZoneOfTheMappingIsThatOfItsTimes() {
        Times times = new Times(
                new Mapping.TimeForms(List.of("iso"), "en", ZoneId.of("UTC"), Set.of(), false),
                ZoneId.of("Asia/Tokyo"),
                Wording.COMMAND);
        assertThat(times.start("2026-11-20 07:00")).isEqualTo("2026-11-20T07:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "14400, PT4H",
        "0.5, PT0.5S",
        "-1, PT-1S",
        "02:30, PT2H30M",
        "01:02:03, PT1H2M3S",
        "1-02:03:04, P1DT2H3M4S",
        "1+00:55, P1DT55M",
        "PT10M, PT10M"
    })
    void durationsAreRead(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1:2:3:4", "two hours", "1e3"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Times times(String pattern) {
        return new Times(
                new Mapping.TimeForms(List.of(pattern), "en", null, Set.of(), false),
                ZoneId.of("Europe/Berlin"),
                Wording.COMMAND);
    }
}
