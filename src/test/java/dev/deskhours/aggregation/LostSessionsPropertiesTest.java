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

import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRecord.Sign;
import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions without an end under a clock that moves: whether days are aggregated every night, on some nights or once, weeks
 * later, and in whatever order records and signs come, at last they are the same days, and on each night those that the
 * rules say (docs/spec/aggregation.md, Sessions without an end).
 */
class LostSessionsPropertiesTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 20);
    private static final int DAYS = 9;
    private static final int NIGHTS = 16;
    private static Stores stores;

    @BeforeContainer
    static void start() throws Exception {
        stores = Stores.start();
    }

    @AfterContainer
    static void stop() throws Exception {
        stores.close();
    }

    private static Instant midnight(int day) {
        return FIRST.plusDays(day).atStartOfDay(ZONE).toInstant();
    }

    /** Something that becomes known at a time after it has happened. */
    record News<T>(T record, Instant known) {}

    /** A session, and how it goes on: a record of it for each of its heartbeats, and perhaps one for its end. */
    record Plan(int number, int desktop, int minute, List<Integer> heartbeats, int end, int delay, boolean reconnect) {
        List<News<SessionRecord>> news() {
            Instant start = midnight(0).plus(minute, ChronoUnit.MINUTES);
            List<News<SessionRecord>> news = new ArrayList<>(List.of(news(start, null, null, start)));
            Instant seen = start;
            for (int heartbeat : heartbeats) {
                seen = seen.plus(heartbeat, ChronoUnit.MINUTES);
                news.add(news(start, seen, null, seen));
            }
            if (end > 0) {
                Instant ended = start.plus(end, ChronoUnit.MINUTES);
                news.add(news(start, seen.isAfter(start) ? seen : null, ended, later(ended, seen)));
            }
            return news;
        }

        private News<SessionRecord> news(Instant start, Instant seen, Instant ended, Instant time) {
            SessionRecord session = new SessionRecord(
                    "s" + number,
                    "d" + desktop,
                    start,
                    ended,
                    seen,
                    "ann",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    reconnect);
            return new News<>(session, time.plus(delay, ChronoUnit.MINUTES));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    record SignPlan(int desktop, int minute, Sign sign, int session, int delay) {
        News<PresenceRecord> news() {
            Instant at = midnight(0).plus(minute, ChronoUnit.MINUTES);
            String named = session == 0 || sign != Sign.SEEN ? null : "s" + session;
            return new News<>(new PresenceRecord("d" + desktop, at, sign, named), at.plus(delay, ChronoUnit.MINUTES));
        }
    }

    record Story(List<News<SessionRecord>> sessions, List<News<PresenceRecord>> signs) {}

    private static final int DAY = 24 * 60;

    private static Arbitrary<Integer> minutes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, DAYS * DAY),
                Arbitraries.integers().between(0, 2 * DAYS).map(halfDays -> halfDays * DAY / 2),
                Arbitraries.integers().between(0, 24).map(hours -> DAY + hours * 60));
    }

    private static Arbitrary<Integer> delays() {
        return Arbitraries.oneOf(
                Arbitraries.just(0), Arbitraries.integers().between(0, 5 * DAY), Arbitraries.of(60, DAY, 3 * DAY));
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        Arbitrary<List<Integer>> heartbeats = Arbitraries.oneOf(
                        Arbitraries.of(0, 1, 59, 60, 61), Arbitraries.integers().between(1, 2 * DAY))
                .list()
                .ofMaxSize(3);
        Arbitrary<Integer> ends = Arbitraries.oneOf(
                Arbitraries.just(0), Arbitraries.just(0), Arbitraries.integers().between(1, 5 * DAY));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        minutes(),
                        heartbeats,
                        ends,
                        delays(),
                        Arbitraries.of(true, false))
                .as((desktop, minute, beats, end, delay, reconnect) ->
                        new Plan(0, desktop, minute, beats, end, delay, reconnect))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<SignPlan>> signs() {
        Arbitrary<Sign> kinds = Arbitraries.of(Sign.SEEN, Sign.SEEN, Sign.SEEN, Sign.BOOT, Sign.SHUTDOWN, Sign.OFFLINE);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        minutes(),
                        kinds,
                        Arbitraries.integers().between(0, 5),
                        delays())
                .as(SignPlan::new)
                .list()
                .ofMaxSize(10);
    }

    @Property(tries = 40)
    void everyNightSomeNightsOrOnceIsTheSame(
            @ForAll("plans") List<Plan> plans, @ForAll("signs") List<SignPlan> signs, @ForAll Random random)
            throws SQLException {
        Story story = story(plans, signs);
        String everyNight = newProject();
        String someNights = newProject();
        String once = newProject();
        for (int night = 1; night <= NIGHTS; night++) {
            Instant now = midnight(night).plus(2, ChronoUnit.HOURS);
            Instant before = night == 1 ? Instant.MIN : midnight(night - 1).plus(2, ChronoUnit.HOURS);
            for (String project : List.of(everyNight, someNights, once)) {
                tell(project, story, before, now, random);
            }
            stores.clock.set(now);
            stores.aggregate(everyNight);
            assertDays(everyNight, story, now);
            if (random.nextInt(4) == 0) {
                stores.aggregate(someNights);
                assertDays(someNights, story, now);
            }
        }
        stores.aggregate(someNights);
        stores.aggregate(once);
        assertThat(stores.usage(someNights)).isEqualTo(stores.usage(everyNight));
        assertThat(stores.usage(once)).isEqualTo(stores.usage(everyNight));
    }

    @Property(tries = 40)
    void anotherPatienceChangesWhatItCan(
            @ForAll("plans") List<Plan> plans, @ForAll("signs") List<SignPlan> signs, @ForAll Random random)
            throws SQLException {
        Story story = story(plans, signs);
        String project = newProject();
        Instant now = midnight(1 + random.nextInt(NIGHTS)).plus(2, ChronoUnit.HOURS);
        tell(project, story, Instant.MIN, now, random);
        stores.clock.set(now);
        stores.aggregate(project);
        assertDays(project, story, now);

        Duration heartbeatTimeout = Duration.ofMinutes(random.nextInt(2 * DAY));
        Duration staleAfter = Duration.ofMinutes(random.nextInt(7 * DAY));
        Duration lostCounts = Duration.ofMinutes(random.nextInt(DAY));
        stores.setPatience(project, heartbeatTimeout, staleAfter, lostCounts);
        stores.aggregate(project);

        EndModel ends = new EndModel(List.of(), now, heartbeatTimeout, staleAfter, lostCounts);
        assertDays(project, story, ends);
    }

    private static Story story(List<Plan> plans, List<SignPlan> signs) {
        List<News<SessionRecord>> sessions = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            sessions.addAll(new Plan(
                            i + 1,
                            plan.desktop(),
                            plan.minute(),
                            plan.heartbeats(),
                            plan.end(),
                            plan.delay(),
                            plan.reconnect())
                    .news());
        }
        return new Story(sessions, signs.stream().map(SignPlan::news).toList());
    }

    private static String newProject() {
        String project = UUID.randomUUID().toString();
        stores.newProject(project, ZONE);
        return project;
    }

    /** Sends what has become known, in batches; of one session in the order in which it happened, all else in any order. */
    private static void tell(String project, Story story, Instant after, Instant until, Random random) {
        List<Instant> times = new ArrayList<>();
        story.sessions().forEach(news -> times.add(news.known()));
        story.signs().forEach(news -> times.add(news.known()));
        times.removeIf(time -> !time.isAfter(after) || time.isAfter(until));
        Collections.sort(times);
        if (times.isEmpty()) {
            return;
        }
        stores.clock.set(until);
        boolean signsFirst = random.nextBoolean();
        if (signsFirst) {
            tellSigns(project, story, after, until, random);
        }
        for (News<SessionRecord> news : story.sessions()) {
            if (news.known().isAfter(after) && !news.known().isAfter(until)) {
                stores.send(project, List.of(news.record()));
            }
        }
        if (!signsFirst) {
            tellSigns(project, story, after, until, random);
        }
    }

    private static void tellSigns(String project, Story story, Instant after, Instant until, Random random) {
        List<PresenceRecord> known = new ArrayList<>(story.signs().stream()
                .filter(news -> news.known().isAfter(after) && !news.known().isAfter(until))
                .map(News::record)
                .toList());
        Collections.shuffle(known, random);
        while (!known.isEmpty()) {
            List<PresenceRecord> batch = known.subList(0, 1 + random.nextInt(known.size()));
            stores.sendSigns(project, List.copyOf(batch));
            batch.clear();
        }
    }

    private static void assertDays(String project, Story story, Instant now) throws SQLException {
        assertDays(project, story, EndModel.asOf(now));
    }

    private static void assertDays(String project, Story story, EndModel ends) throws SQLException {
        Map<String, SessionRecord> latest = new LinkedHashMap<>();
        story.sessions().stream()
                .filter(news -> !news.known().isAfter(ends.now()))
                .forEach(news -> latest.put(news.record().sessionId(), news.record()));
        Collection<PresenceRecord> signs = story.signs().stream()
                .filter(news -> !news.known().isAfter(ends.now()))
                .map(News::record)
                .toList();
        List<UsageRow> expected = new ArrayList<>();
        LocalDate through = stores.watermark(project);
        for (LocalDate day = FIRST; through != null && !day.isAfter(through); day = day.plusDays(1)) {
            expected.addAll(new DayModel(day, ZONE, ends.with(signs)).rows(latest.values()));
        }
        assertThat(stores.usage(project)).isEqualTo(expected);
    }
}
