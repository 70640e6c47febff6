package dev.deskhours.aggregation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.StoredDay;
import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Over whatever days, the figures are the sums of the days that {@link DayModel} counts: with running totals, with some
 * of them and with none, and after days have changed.
 */
class FiguresPropertiesTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 20);
    private static final int DAYS = 23;
    private static Stores stores;

    @BeforeContainer
    static void start() throws Exception {
        stores = Stores.start();
    }

    @AfterContainer
    static void stop() throws Exception {
        stores.close();
    }

    record Use(int desktop, int day, int startSecond, int millis) {
        SessionRecord session(int number) {
            Instant start = FIRST.plusDays(day).atStartOfDay(ZONE).toInstant().plusSeconds(startSecond);
            return new SessionRecord(
                    "s" + number,
                    "d" + desktop,
                    start,
                    start.plusMillis(millis),
                    null,
                    "ann",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, DAYS - 1),
                        Arbitraries.integers().between(0, 82_000),
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 400, 86_400_000, 3 * 86_400_000),
                                Arbitraries.integers().between(0, 50_000_000)))
                .as(Use::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 120)
    void figuresAreTheSumsOfTheirDays(
            @ForAll("uses") List<Use> before,
            @ForAll("uses") List<Use> late,
            @ForAll("periods") List<Period> periods,
            @ForAll Totals totals)
            throws SQLException {
        String projectId = "p" + UUID.randomUUID();
        stores.newProject(projectId, ZONE);
        stores.clock.set(FIRST.plusDays(DAYS).atTime(6, 0).atZone(ZONE).toInstant());
        List<SessionRecord> sessions = new ArrayList<>();
        List<SessionRecord> records = ended(sessions, before);
        stores.send(projectId, records);
        stores.aggregate(projectId);
        if (totals != Totals.NONE) {
            stores.renewTotals(projectId);
        }
        stores.send(projectId, ended(sessions, late));
        stores.aggregate(projectId);
        if (totals == Totals.ALL) {
            stores.renewTotals(projectId);
            assertThat(stores.totalDays(projectId))
                    .contains(stores.watermark(projectId))
                    .hasSizeBetween(1, 1 + DAYS / StoredDay.DAYS_APART + 1);
        }
        for (Period period : periods) {
            check(projectId, sessions, period);
        }
    }

    enum Totals {
        NONE,
        SOME,
        ALL
    }

    /** Some days, counted from the first. */
    record Period(int from, int days) {
        LocalDate first() {
            return FIRST.plusDays(from);
        }

        LocalDate last() {
            return FIRST.plusDays(Math.min(DAYS - 1, from + days));
        }
    }

    @Provide
    Arbitrary<List<Period>> periods() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, DAYS - 1),
                        Arbitraries.integers().between(0, DAYS))
                .as(Period::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(8);
    }

    /** Those that are over when the days are counted. */
    private static List<SessionRecord> ended(List<SessionRecord> all, List<Use> uses) {
        List<SessionRecord> added = new ArrayList<>();
        for (Use use : uses) {
            SessionRecord session = use.session(all.size() + added.size());
            if (session.endedAt().isBefore(stores.clock.instant())) {
                added.add(session);
            }
        }
        all.addAll(added);
        return added;
    }

    private static void check(String projectId, List<SessionRecord> sessions, Period period) {
        Map<String, Sum> expected = new TreeMap<>();
        for (LocalDate day = FIRST.minusDays(1); !day.isAfter(period.last()); day = day.plusDays(1)) {
            boolean covered = !day.isBefore(period.first());
            for (UsageRow row : new DayModel(day, ZONE).rows(sessions)) {
                expected.merge(row.desktopId(), Sum.of(row, covered), Sum::plus);
            }
        }
        Instant end = period.last().plusDays(1).atStartOfDay(ZONE).toInstant();
        Map<String, DesktopUsage> figures = stores.figures(projectId, period.first(), period.last());
        expected.forEach((desktopId, sum) -> {
            DesktopUsage figure = figures.get(desktopId);
            assertThat(figure).as("%s of %s", desktopId, period).isNotNull();
            assertThat(new Sum(figure.usageSeconds(), figure.activeDays(), figure.logins(), figure.lastUsedAt()))
                    .as("%s over %s", desktopId, period)
                    .isEqualTo(sum);
            assertThat(figure.idleSeconds())
                    .isEqualTo(Duration.between(sum.lastUsedAt(), end).toSeconds());
        });
        figures.keySet().removeAll(expected.keySet());
        assertThat(figures.values())
                .allSatisfy(unused -> assertThat(unused.usageSeconds() + unused.activeDays() + unused.logins())
                        .isZero());
    }

    private record Sum(long seconds, long days, long logins, Instant lastUsedAt) {
        static Sum of(UsageRow row, boolean covered) {
            return covered
                    ? new Sum(row.seconds(), 1, row.logins(), row.lastUsedAt())
                    : new Sum(0, 0, 0, row.lastUsedAt());
        }

        Sum plus(Sum other) {
            return new Sum(
                    seconds + other.seconds,
                    days + other.days,
                    logins + other.logins,
                    lastUsedAt.isAfter(other.lastUsedAt) ? lastUsedAt : other.lastUsedAt);
        }
    }
}
