package dev.deskhours.aggregation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes in, in whatever order, the days say what the rules say of the sessions that are left
 * (docs/spec/aggregation.md, Usage of a desktop on a day).
 */
class AggregationPropertiesTest {
    private static final int DAYS = 7;
    private static Stores stores;

    @BeforeContainer
    static void start() throws Exception {
        stores = Stores.start();
    }

    @AfterContainer
    static void stop() throws Exception {
        stores.close();
    }

    enum Kind {
        CLOSED,
        OPEN,
        OPEN_WITH_HEARTBEAT,
        FAILED
    }

    /** A session, its times counted from local midnights, at or near which the mistakes are. */
    record Plan(int desktop, int day, long offsetMicros, long lengthMicros, Kind kind) {
        SessionRecord at(Week week, int number, Instant now) {
            Instant start = earlier(week.midnight(day).plus(offsetMicros, ChronoUnit.MICROS), now);
            Instant last = earlier(start.plus(lengthMicros, ChronoUnit.MICROS), now);
            return new SessionRecord(
                    "s" + number,
                    "d" + desktop,
                    start,
                    kind == Kind.CLOSED || kind == Kind.FAILED ? last : null,
                    kind == Kind.OPEN_WITH_HEARTBEAT ? last : null,
                    "ann",
                    kind == Kind.FAILED ? "wrong password" : null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }

    /** Seven days in a zone, around a change of its clocks if it has any. */
    record Week(ZoneId zone, LocalDate first) {
        Instant midnight(int day) {
            return first.plusDays(day).atStartOfDay(zone).toInstant();
        }
    }

    @Provide
    Arbitrary<Week> weeks() {
        return Arbitraries.of(
                new Week(ZoneId.of("UTC"), LocalDate.of(2026, 2, 25)),
                new Week(ZoneId.of("Europe/Oslo"), LocalDate.of(2026, 3, 26)),
                new Week(ZoneId.of("Europe/Oslo"), LocalDate.of(2026, 10, 22)),
                new Week(ZoneId.of("America/New_York"), LocalDate.of(2026, 3, 5)),
                new Week(ZoneId.of("America/New_York"), LocalDate.of(2026, 10, 29)),
                new Week(ZoneId.of("Asia/Kathmandu"), LocalDate.of(2026, 6, 1)));
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        long hour = Duration.ofHours(1).toSeconds() * 1_000_000;
        Arbitrary<Long> offsets = Arbitraries.oneOf(
                Arbitraries.of(0L, 0L, 1L, -1L, -600_000L, -400_000L, hour, -hour, 24 * hour),
                Arbitraries.longs().between(-12 * hour, 36 * hour));
        Arbitrary<Long> lengths = Arbitraries.oneOf(
                Arbitraries.of(0L, 1L, 600_000L, 800_000L, hour, 23 * hour, 24 * hour, 24 * hour + 1, 25 * hour),
                Arbitraries.of(48 * hour, 72 * hour, 72 * hour + 1),
                Arbitraries.longs().between(0, 12 * hour),
                Arbitraries.longs().between(0, 100 * hour));
        Arbitrary<Kind> kinds =
                Arbitraries.of(Kind.CLOSED, Kind.CLOSED, Kind.CLOSED, Kind.OPEN, Kind.OPEN_WITH_HEARTBEAT, Kind.FAILED);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, DAYS - 1),
                        offsets,
                        lengths,
                        kinds)
                .as(Plan::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(14);
    }

    @Property(tries = 150)
    void daysAreWhatTheModelSays(@ForAll("weeks") Week week, @ForAll("plans") List<Plan> plans, @ForAll Random order)
            throws SQLException {
        Instant now = week.midnight(DAYS + 2).plus(Duration.ofHours(order.nextInt(24)));
        String projectId = newProject(week);
        List<SessionRecord> sessions = sessions(week, plans, now);

        stores.clock.set(now);
        sendInBatches(projectId, sessions, order);
        stores.aggregate(projectId);

        assertDays(projectId, week, sessions);
    }

    @Property(tries = 120)
    void earlyAndAgainIsTheSameAsLate(
            @ForAll("weeks") Week week,
            @ForAll("plans") List<Plan> before,
            @ForAll("plans") List<Plan> after,
            @ForAll Random order)
            throws SQLException {
        String early = newProject(week);
        Map<String, SessionRecord> latest = new LinkedHashMap<>();
        Instant now = week.midnight(1 + order.nextInt(3)).plus(Duration.ofMinutes(order.nextInt(30 * 60)));
        for (List<Plan> plans : List.of(before, after, after.subList(0, after.size() / 2))) {
            stores.clock.set(now);
            List<SessionRecord> sessions = sessions(week, plans, now);
            sendInBatches(early, sessions, order);
            sessions.forEach(session -> latest.put(session.sessionId(), session));
            stores.aggregate(early);
            assertDays(early, week, latest.values());
            now = now.plus(Duration.ofMinutes(order.nextInt(4 * 24 * 60)));
        }
        stores.clock.set(now);
        stores.aggregate(early);
        assertDays(early, week, latest.values());

        String late = newProject(week);
        stores.send(late, List.copyOf(latest.values()));
        stores.aggregate(late);
        LocalDate through = stores.watermark(late);
        // Without a session on a day that is over the other has not begun.
        if (through != null) {
            assertThat(stores.watermark(early)).isEqualTo(through);
        }
        assertThat(stores.usage(early)).isEqualTo(stores.usage(late));
    }

    @Property(tries = 60)
    void theSameAgainChangesNothing(@ForAll("weeks") Week week, @ForAll("plans") List<Plan> plans, @ForAll Random order)
            throws SQLException {
        Instant now = week.midnight(DAYS + 1);
        String projectId = newProject(week);
        List<SessionRecord> sessions = sessions(week, plans, now);
        stores.clock.set(now);
        stores.send(projectId, sessions);
        stores.aggregate(projectId);
        long marks = stores.marks(projectId);

        List<SessionRecord> again = new ArrayList<>(sessions);
        again.addAll(sessions);
        Collections.shuffle(again, order);
        IntakeResult result = stores.send(projectId, again);

        assertThat(result).isEqualTo(new IntakeResult(again.size(), 0, sessions.size(), sessions.size()));
        assertThat(stores.marks(projectId)).isEqualTo(marks);
    }

    private static String newProject(Week week) {
        String projectId = UUID.randomUUID().toString();
        stores.newProject(projectId, week.zone());
        return projectId;
    }

    private static List<SessionRecord> sessions(Week week, List<Plan> plans, Instant now) {
        List<SessionRecord> sessions = new ArrayList<>();
        plans.forEach(plan -> sessions.add(plan.at(week, sessions.size(), now)));
        return sessions;
    }

    /** In any order, in batches of any size, some of them twice. */
    private static void sendInBatches(String projectId, List<SessionRecord> sessions, Random order) {
        List<SessionRecord> rest = new ArrayList<>(sessions);
        rest.addAll(sessions.subList(0, order.nextInt(sessions.size() + 1)));
        Collections.shuffle(rest, order);
        while (!rest.isEmpty()) {
            List<SessionRecord> batch = rest.subList(0, 1 + order.nextInt(rest.size()));
            stores.send(projectId, List.copyOf(batch));
            batch.clear();
        }
    }

    private static void assertDays(String projectId, Week week, Collection<SessionRecord> sessions)
            throws SQLException {
        LocalDate through = stores.watermark(projectId);
        List<UsageRow> expected = new ArrayList<>();
        List<List<Object>> totals = new ArrayList<>();
        for (LocalDate day = week.first().minusDays(2);
                through != null && !day.isAfter(through);
                day = day.plusDays(1)) {
            DayModel model = new DayModel(day, week.zone(), EndModel.asOf(stores.clock.instant()));
            List<UsageRow> rows = model.rows(sessions);
            assertThat(rows).allMatch(row -> row.seconds() <= model.length().toSeconds());
            expected.addAll(rows);
            totals.add(
                    totals(day, rows, sessions.stream().filter(model::touches).count()));
        }
        assertThat(stores.usage(projectId)).isEqualTo(expected);
        assertThat(totals).containsAll(stores.totals(projectId));
    }

    private static List<Object> totals(LocalDate day, List<UsageRow> rows, long read) {
        return List.of(
                day,
                (long) rows.size(),
                rows.stream().mapToLong(UsageRow::seconds).sum(),
                rows.stream().mapToLong(UsageRow::logins).sum(),
                read);
    }
}
