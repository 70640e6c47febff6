package dev.deskhours.aggregation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

/** A day that its zone has left out is no day: nothing is aggregated for it, and the watermark passes it. */
class LeftOutDayTest {
    private static final LocalDate LEFT_OUT = LocalDate.of(2011, 12, 30);

    @Test
    void nothingIsAggregatedForADayThatIsNone() throws Exception {
        try (Stores stores = Stores.start()) {
            stores.clock.set(Instant.parse("2012-01-02T12:00:00Z"));
            stores.newProject("apia", ZoneId.of("Pacific/Apia"));
            stores.send("apia", List.of(session("before", "2011-12-29T20:00:00Z", "2011-12-30T11:00:00Z")));
            stores.aggregate("apia");
            assertThat(stores.totals("apia"))
                    .extracting(day -> day.get(0))
                    .containsExactly(
                            LEFT_OUT.minusDays(1), LEFT_OUT.plusDays(1), LEFT_OUT.plusDays(2), LEFT_OUT.plusDays(3));
            assertThat(stores.usage("apia"))
                    .extracting(day -> day.day() + " " + day.seconds())
                    .containsExactly("2011-12-29 50400", "2011-12-31 3600");
            assertThat(stores.watermark("apia")).isEqualTo(LEFT_OUT.plusDays(3));
        }
    }

    private static SessionRecord session(String id, String start, String end) {
        return new SessionRecord(
                id, "a", Instant.parse(start), Instant.parse(end), null, "ann", null, null, null, null, null, null);
    }
}
