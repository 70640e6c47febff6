package dev.deskhours.session.record;

import java.util.stream.LongStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BadRecordsTest {
    private final BadRecords bad = new BadRecords();

    @Test
    void noneIsNoError() {
        bad.throwIfAny();
        assertThat(bad.total()).isZero();
    }

    @Test
    void namesTheOnlyOne() {
        bad.add(7, "session_id is missing");

        assertThatThrownBy(bad::throwIfAny)
                .isInstanceOf(ApiException.class)
                .hasMessage("1 bad record: record 7: session_id is missing")
                .extracting(e -> ((ApiException) e).code())
                .isEqualTo(ErrorCode.BROKEN_RULE);
    }

    @Test
    void namesTenAndCountsTheOthers() {
        LongStream.rangeClosed(1, 15).forEach(number -> bad.add(number, "session_id is missing"));

        assertThat(bad.message())
                .startsWith("15 bad records: record 1: session_id is missing; record 2: ")
                .contains("record 10: session_id is missing; and 5 more")
                .endsWith("; and 5 more");
    }

    @Test
    void longReasonsLeaveTheShortOnesWhole() {
        bad.add(1, "x".repeat(1000));
        bad.add(2, "ended_at is before started_at");

        assertThat(bad.message())
                .hasSize(512)
                .contains("xxx...; record 2: ")
                .endsWith("record 2: ended_at is before started_at");
    }

    @Property
    void neverSaysMoreThanAnErrorMayHold(
            @ForAll @IntRange(min = 1, max = 100) int count, @ForAll @IntRange(max = 800) int length) {
        BadRecords many = new BadRecords();
        LongStream.range(0, count).forEach(i -> many.add(Long.MAX_VALUE - i, "\uD83D\uDE00".repeat(length)));

        assertThat(many.message()).hasSizeLessThanOrEqualTo(512);
        for (int i = 0; i < Math.min(count, 10); i++) {
            assertThat(many.message()).contains("record " + (Long.MAX_VALUE - i));
        }
        assertThat(many.total()).isEqualTo(count);
    }
}
