package dev.deskhours.aggregation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.days.StoredDay;
import dev.deskhours.days.count.DayAggregation;
import dev.deskhours.project.SettingsResource;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The nightly run and what may befall it (docs/spec/aggregation.md, The nightly run and Retention). */
@QuarkusTest
@QuarkusTestResource(value = DatabaseResource.class, restrictToAnnotatedClass = true)
@TestProfile(NightTest.Night.class)
class NightTest {
    private static final LocalDate D1 = LocalDate.of(2026, 11, 1);
    private static final Instant NIGHT_AFTER_D3 = Instant.parse("2026-11-04T02:00:00Z");

    /** Nothing happens by itself, and the clock stands still. */
    public static class Night implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SettableClock.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.enabled", "false", "deskhours.roles", "api");
        }
    }

    @Inject
    SettableClock clock;

    @Inject
    AggregationRunner runner;

    @Inject
    DayAggregation aggregation;

    @Inject
    DueDays dueDays;

    @Inject
    RunLog log;

    @Inject
    RecordImport records;

    @Inject
    SettingsResource settings;

    @ConfigProperty(name = "deskhours.db.url")
    String url;

    private final String project = "p-" + UUID.randomUUID();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = newConnection();
        execute(
                "truncate project, session, desktop, usage_segment, running_total, aggregated_day, stale_day, aggregation_run");
        clock.set(NIGHT_AFTER_D3);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void missedNightsAreMadeUpForOldestFirst() throws SQLException {
        sendOneSessionADay(3);

        Progress progress = runner.night(RunCause.CATCH_UP);

        assertThat(progress.failed()).isFalse();
        assertThat(progress.desktopDays()).isEqualTo(3);
        assertThat(days("usage_day")).containsExactly(D1, day(2), day(3));
        assertThat(watermark()).isEqualTo(day(3));
        assertThat(runs()).containsExactly("catch_up SUCCESS 2026-11-01..2026-11-03");
    }

    @Test
    void aDayThatFailsStopsItsProjectBeforeAGap() throws SQLException {
        sendOneSessionADay(3);
        execute("alter table usage_segment add constraint no_second check (day <> date '2026-11-02')");
        try {
            assertThat(runner.night(RunCause.SCHEDULE).failReason()).contains("2026-11-02");
        } finally {
            execute("alter table usage_segment drop constraint no_second");
        }
        assertThat(watermark()).isEqualTo(D1);
        assertThat(days("aggregated_day")).containsExactly(D1);

        runner.night(RunCause.SCHEDULE);
        assertThat(watermark()).isEqualTo(day(3));
        assertThat(days("usage_day")).containsExactly(D1, day(2), day(3));
    }

    @Test
    void byHandBehindAGapBeginsAtTheGap() throws SQLException {
        sendOneSessionADay(3);

        byHand(D1, D1);
        assertThat(watermark()).isEqualTo(D1);
        byHand(day(3), day(3));
        assertThat(days("usage_day")).containsExactly(D1, day(2), day(3));
        assertThat(watermark()).isEqualTo(day(3));
    }

    @Test
    void theWatermarkNeverPassesAGap() throws SQLException {
        sendOneSessionADay(3);

        aggregate(day(3));
        assertThat(watermark()).isNull();
        aggregate(D1);
        assertThat(watermark()).isEqualTo(D1);
        aggregate(day(2));
        assertThat(watermark()).as("what was aggregated ahead").isEqualTo(day(3));
    }

    @Test
    void whatChangedOnADayAggregatedAheadIsAggregatedAgain() throws SQLException {
        sendOneSessionADay(3);
        aggregate(day(3));
        send(session("late", "desk", "2026-11-03T10:00:00Z", "2026-11-03T11:00:00Z"));
        aggregate(D1);
        aggregate(day(2));
        runner.refresh();
        assertThat(usage(day(3))).contains("desk 3600");
    }

    @Test
    void aQuietProjectIsNotLookedIntoBeforeSomethingChanges() throws SQLException {
        sendOneSessionADay(3);
        assertThat(found(dueDays.changed())).contains(project);
        runner.night(RunCause.SCHEDULE);
        assertThat(found(dueDays.behind())).doesNotContain(project);
        runner.refresh();
        assertThat(found(dueDays.changed())).doesNotContain(project);

        send(session("late", "desk", "2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z"));
        assertThat(found(dueDays.changed())).contains(project);
        runner.refresh();
        assertThat(usage(day(2))).contains("desk 3600");
        runner.refresh();
        assertThat(found(dueDays.changed())).doesNotContain(project);
        runner.night(RunCause.SCHEDULE);
        assertThat(found(dueDays.changed())).as("a night that removes nothing").doesNotContain(project);
    }

    @Test
    void aProjectIsQuietUntilTheNextOpenSessionWouldBeLost() throws SQLException {
        send(session("open", "desk", "2026-11-02T10:00:00Z", null));
        runner.night(RunCause.SCHEDULE);
        runner.refresh();
        assertThat(found(dueDays.changed())).doesNotContain(project);
        clock.set(Instant.parse("2026-11-05T09:59:59Z"));
        assertThat(found(dueDays.changed())).doesNotContain(project);
        clock.set(Instant.parse("2026-11-05T10:00:01Z"));
        assertThat(found(dueDays.changed())).contains(project);
    }

    private static <T> T found(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void byHandADayThatIsNotOverFails() throws SQLException {
        sendOneSessionADay(3);
        assertThat(runner.byHand(Optional.of(project), day(4), day(30)).failReason())
                .isEqualTo("2026-11-04 is not over in UTC; a day is aggregated when it is");
        assertThat(texts("select first_day || '..' || last_day from aggregation_run"))
                .containsExactly("2026-11-04..2026-11-30");
    }

    @Test
    void aRunByHandIsOfTheDaysThatItHasAggregated() throws SQLException {
        sendOneSessionADay(3);
        byHand(day(2), day(30));
        assertThat(texts("select first_day || '..' || last_day from aggregation_run"))
                .containsExactly("2026-11-01..2026-11-03");
    }

    @Test
    void allThatIsDueByHandIsWhatANightDoes() throws SQLException {
        sendOneSessionADay(3);
        byHand(D1, D1);
        send(session("late", "desk", "2026-11-01T10:00:00Z", "2026-11-01T11:00:00Z"));
        assertThat(runner.allDueByHand(project).desktopDays()).isEqualTo(4);
        assertThat(usage(D1)).contains("desk 3600");
        assertThat(watermark()).isEqualTo(day(3));
        assertThat(runner.allDueByHand(project).failed()).as("nothing is due").isFalse();
    }

    @Test
    void theRefreshBeginsWithAProjectThatWasNeverAggregated() throws SQLException {
        sendOneSessionADay(3);
        runner.refresh();
        assertThat(watermark()).isEqualTo(day(3));

        sendOneSessionADay(4);
        clock.set(NIGHT_AFTER_D3.plus(Duration.ofDays(1)));
        runner.refresh();
        assertThat(watermark()).as("what follows is for the night").isEqualTo(day(3));
    }

    @Test
    void byHandTheWatermarkOnlyMovesForward() throws SQLException {
        sendOneSessionADay(3);
        byHand(D1, day(3));
        assertThat(watermark()).isEqualTo(day(3));

        byHand(D1, D1);
        assertThat(watermark()).isEqualTo(day(3));
    }

    @Test
    void byHandTheDayThatIsNotOverIsLeftOut() throws SQLException {
        sendOneSessionADay(3);
        byHand(D1, day(30));
        assertThat(watermark()).isEqualTo(day(3));
    }

    @Test
    void aLateRecordChangesOnlyItsDays() throws SQLException {
        sendOneSessionADay(3);
        runner.night(RunCause.SCHEDULE);
        Instant before = clock.instant();
        clock.set(before.plusSeconds(60));

        send(session("late", "b", "2026-11-02T20:00:00Z", "2026-11-02T22:00:00Z"));
        runner.refresh();

        assertThat(aggregatedAt(D1)).isEqualTo(before);
        assertThat(aggregatedAt(day(2))).isEqualTo(clock.instant());
        assertThat(aggregatedAt(day(3))).isEqualTo(before);
        assertThat(usage(day(2))).containsExactly("a 3600", "b 7200");
        assertThat(usage(day(3))).containsExactly("a 3600");
        assertThat(days("stale_day")).isEmpty();
        assertThat(runs()).contains("stale SUCCESS 2026-11-02..2026-11-02");
    }

    @Test
    void aRunThatIsCutOffLeavesTheOldDay() throws Exception {
        sendOneSessionADay(3);
        runner.night(RunCause.SCHEDULE);
        send(session("late", "a", "2026-11-02T20:00:00Z", "2026-11-02T22:00:00Z"));

        try (Connection blocker = newConnection()) {
            blocker.setAutoCommit(false);
            execute(blocker, "select * from aggregated_day where day = '2026-11-02' for update");
            CompletableFuture<Void> run = CompletableFuture.runAsync(runner::refresh);
            int victim = waitingFor("with candidate");
            assertThat(usage(day(2))).containsExactly("a 3600");
            execute("select pg_terminate_backend(" + victim + ")");
            run.get(20, TimeUnit.SECONDS);
        }

        assertThat(usage(day(2))).containsExactly("a 3600");
        assertThat(days("stale_day")).containsExactly(day(2));
        assertThat(runs()).contains("stale FAIL 2026-11-02..2026-11-02");
        runner.refresh();
        assertThat(usage(day(2))).containsExactly("a 10800");
        assertThat(days("stale_day")).isEmpty();
    }

    @Test
    void aMarkMadeWhileTheDayIsAggregatedSurvives() throws Exception {
        sendOneSessionADay(3);
        runner.night(RunCause.SCHEDULE);

        try (Connection blocker = newConnection()) {
            blocker.setAutoCommit(false);
            execute(blocker, "select * from aggregated_day where day = '2026-11-02' for update");
            var replaced = aggregation.replace(project, day(2)).subscribeAsCompletionStage();
            waitingFor("with candidate");
            send(session("late", "a", "2026-11-02T20:00:00Z", "2026-11-02T22:00:00Z"));
            blocker.rollback();
            replaced.get(20, TimeUnit.SECONDS);
        }

        assertThat(usage(day(2))).containsExactly("a 3600");
        assertThat(days("stale_day")).containsExactly(day(2));
        runner.refresh();
        assertThat(usage(day(2))).containsExactly("a 10800");
    }

    @Test
    void theSameDayByTwoAtOnceIsWrittenOnce() throws Exception {
        sendOneSessionADay(3);

        try (Connection blocker = newConnection()) {
            blocker.setAutoCommit(false);
            execute(blocker, "lock table aggregated_day in share mode");
            var one = aggregation.replace(project, D1).subscribeAsCompletionStage();
            var other = aggregation.replace(project, D1).subscribeAsCompletionStage();
            await().until(() -> waiting("with candidate") == 1 && waiting("update project set day_changes") == 1);
            blocker.rollback();
            one.get(20, TimeUnit.SECONDS);
            other.get(20, TimeUnit.SECONDS);
        }

        assertThat(usage(D1)).containsExactly("a 3600");
        assertThat(watermark()).isEqualTo(D1);
    }

    @Test
    void retentionRemovesDaysAndSessionsButNotTheLastUse() throws SQLException {
        sendOneSessionADay(3);
        runner.night(RunCause.SCHEDULE);

        clock.set(Instant.parse("2026-11-03T02:00:00Z").plus(Duration.ofDays(180)));
        runner.night(RunCause.SCHEDULE);
        assertThat(days("usage_day"))
                .as("no total holds the days before the oldest")
                .contains(day(3));
        assertThat(days("aggregated_day")).startsWith(day(3)).hasSize(180);
        assertThat(count("session")).isEqualTo(3);

        clock.set(Instant.parse("2026-11-02T11:00:00Z").plus(Duration.ofDays(187)));
        runner.night(RunCause.SCHEDULE);
        assertThat(count("session")).isEqualTo(1);
        assertThat(days("usage_day")).isEmpty();
        assertThat(totalDays().get(0))
                .as("the total that holds what is gone")
                .isBetween(LocalDate.of(2026, 11, 9).minusDays(2 + StoredDay.DAYS_APART), LocalDate.of(2026, 11, 9));
        assertThat(lastUsedUpToTheOldestTotal()).isEqualTo(Instant.parse("2026-11-03T10:00:00Z"));
        assertThat(watermark()).isEqualTo(LocalDate.of(2027, 5, 7));
    }

    @Test
    void thereIsARunningTotalEveryFewDaysAndAtTheWatermark() throws SQLException {
        sendOneSessionADay(3);
        runner.night(RunCause.SCHEDULE);
        assertThat(totalDays()).contains(day(3));

        clock.set(Instant.parse("2026-11-19T02:00:00Z"));
        runner.night(RunCause.SCHEDULE);
        assertThat(totalDays()).hasSize(5).contains(day(18)).allSatisfy(day -> assertThat(day)
                .satisfiesAnyOf(
                        every -> assertThat(every.toEpochDay() % StoredDay.DAYS_APART)
                                .isZero(),
                        newest -> assertThat(newest).isEqualTo(day(18))));
    }

    @Test
    void aChangedDayTakesBackTheRunningTotalsThatHoldIt() throws SQLException {
        sendOneSessionADay(3);
        clock.set(Instant.parse("2026-11-19T02:00:00Z"));
        runner.night(RunCause.SCHEDULE);
        List<LocalDate> before = totalDays();

        aggregation.replace(project, day(10)).await().atMost(Duration.ofSeconds(20));
        assertThat(totalDays()).isNotEmpty().allSatisfy(day -> assertThat(day).isBefore(day(10)));

        byHand(day(10), day(10));
        assertThat(totalDays()).isEqualTo(before);
    }

    @Test
    void desktopsAreNumberedWithoutGaps() throws SQLException {
        send(session("s1", "b", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"));
        send(session("s2", "d", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"));
        runner.night(RunCause.SCHEDULE);
        send(session("s3", "c", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"));
        send(session("s4", "a", "2026-11-02T09:00:00Z", "2026-11-02T10:00:00Z"));
        runner.refresh();
        assertThat(texts("select desktop_id || ' ' || number from desktop order by number"))
                .containsExactly("b 0", "d 1", "a 2", "c 3");
        assertThat(usage(D1)).containsExactly("b 3600", "c 3600", "d 3600");
    }

    @Test
    void aLastUseOnADayNoLongerKeptIsNotedWhenItArrives() throws SQLException {
        clock.set(Instant.parse("2026-11-02T12:00:00Z").plus(Duration.ofDays(183)));
        sendOneSessionADay(2);
        assertThat(lastUsedBefore()).isEqualTo(Instant.parse("2026-11-02T10:00:00Z"));

        runner.night(RunCause.SCHEDULE);
        assertThat(days("usage_day")).isEmpty();
    }

    @Test
    void theZoneOfTheServiceIsKeptForAProjectThatAsksForIt() throws SQLException {
        changeZone("UTC");
        assertThat(column("select time_zone from project where project_id = '" + project + "'"))
                .containsExactly("UTC");
    }

    @Test
    void aRunByHandOfAnUnknownProjectFailsAndWritesNothing() throws SQLException {
        assertThat(runner.byHand(Optional.of(project), day(1), day(2)).failReason())
                .contains(project);
        assertThat(count("aggregated_day")).isZero();
    }

    @Test
    void aZoneOfItsOwnIsDueTwoHoursAfterItsMidnight() throws SQLException {
        clock.set(Instant.parse("2026-11-03T12:00:00Z"));
        sendOneSessionADay(3);
        changeZone("America/New_York");
        runner.refresh();
        assertThat(watermark()).isEqualTo(day(2));

        clock.set(Instant.parse("2026-11-04T06:59:59Z"));
        runner.night(RunCause.SCHEDULE);
        assertThat(watermark()).isEqualTo(day(2));

        clock.set(Instant.parse("2026-11-04T07:00:00Z"));
        runner.refresh();
        assertThat(watermark()).isEqualTo(day(3));
    }

    @Test
    void anotherZoneMakesAllKeptDaysStaleAndPullsTheWatermarkBack() throws SQLException {
        sendOneSessionADay(3);
        runner.night(RunCause.SCHEDULE);

        changeZone("America/New_York");

        assertThat(watermark()).isEqualTo(day(2));
        assertThat(days("stale_day")).hasSize(180).endsWith(day(2));
        // In New York it is 5 or 4 hours earlier, so 09:00-10:00 UTC stays on its day and 03:00 UTC would not.
        send(session("night", "a", "2026-11-02T02:00:00Z", "2026-11-02T03:00:00Z"));
        runner.refresh();
        assertThat(usage(D1)).containsExactly("a 7200");
        assertThat(usage(day(2))).containsExactly("a 3600");
        assertThat(count("stale_day")).isZero();
    }

    @Test
    void ofTwoRunnersOneAggregatesAndTheSecondFindsNothingToDo() throws Exception {
        sendOneSessionADay(3);

        CompletableFuture<Progress> first;
        CompletableFuture<Progress> second;
        try (Connection blocker = newConnection()) {
            blocker.setAutoCommit(false);
            execute(blocker, "lock table aggregated_day in share mode");
            first = CompletableFuture.supplyAsync(() -> runner.night(RunCause.SCHEDULE));
            waitingFor("with candidate");
            second = CompletableFuture.supplyAsync(() -> runner.night(RunCause.SCHEDULE));
            waitingFor("pg_advisory_xact_lock");
            runner.refresh();
            assertThat(runs()).hasSize(1);
            blocker.rollback();
        }

        assertThat(first.get(20, TimeUnit.SECONDS).desktopDays()).isEqualTo(3);
        assertThat(second.get(20, TimeUnit.SECONDS).desktopDays()).isZero();
        assertThat(runs()).containsExactly("schedule SUCCESS 2026-11-01..2026-11-03");
    }

    @Test
    void aRunLeftByADeadProcessIsFinishedOrFailed() throws SQLException {
        sendOneSessionADay(3);
        leave("manual", "2026-11-01", "2026-11-02");
        leave("schedule", "2026-11-01", "2026-11-03");

        runner.finishAsked();

        assertThat(runs())
                .containsExactlyInAnyOrder(
                        "manual SUCCESS 2026-11-01..2026-11-02", "schedule FAIL 2026-11-01..2026-11-03");
        assertThat(watermark()).isEqualTo(day(2));
        assertThat(count("aggregation_run where fail_reason like 'the process stopped%'"))
                .isEqualTo(1);
    }

    private static LocalDate day(int number) {
        return D1.plusDays(number - 1);
    }

    private void aggregate(LocalDate day) {
        aggregation.replace(project, day).await().atMost(Duration.ofSeconds(20));
    }

    private void byHand(LocalDate first, LocalDate last) {
        assertThat(runner.byHand(Optional.of(project), first, last).failed()).isFalse();
    }

    private void changeZone(String zone) {
        settings.change(project, new SettingsResource.Settings(zone, null, null, null))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void sendOneSessionADay(int days) {
        send(Stream.iterate(D1, day -> day.plusDays(1))
                .limit(days)
                .map(day -> session("s" + day, "a", day + "T09:00:00Z", day + "T10:00:00Z"))
                .toArray(SessionRecord[]::new));
    }

    private void send(SessionRecord... sessions) {
        records.sessions(project, Stream.of(sessions));
    }

    private static SessionRecord session(String id, String desktop, String start, String end) {
        return new SessionRecord(
                id,
                desktop,
                Instant.parse(start),
                end == null ? null : Instant.parse(end),
                null,
                "ann",
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void leave(String cause, String first, String last) throws SQLException {
        execute("insert into aggregation_run values ('" + cause + "', null, '" + first + "', '" + last + "', '" + cause
                + "', 'RUNNING', '2026-11-03T02:00:00Z', null, 0, 0, 0, null)");
    }

    private Connection newConnection() throws SQLException {
        return DriverManager.getConnection("jdbc:" + url, "postgres", "");
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The process number of the one backend that waits for a lock in a statement with these among its first words. */
    private int waitingFor(String statement) throws SQLException {
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting(statement) == 1);
        return ((Number) column("select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%"
                                + statement + "%'")
                        .get(0))
                .intValue();
    }

    private int waiting(String statement) throws SQLException {
        return column("select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%" + statement
                        + "%'")
                .size();
    }

    private List<Object> column(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            List<Object> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getObject(1));
            }
            return values;
        }
    }

    private List<LocalDate> days(String table) throws SQLException {
        return column("select distinct day from " + table + " order by day").stream()
                .map(day -> ((java.sql.Date) day).toLocalDate())
                .toList();
    }

    private List<LocalDate> totalDays() throws SQLException {
        return column("select distinct through_day from running_total order by through_day").stream()
                .map(day -> ((java.sql.Date) day).toLocalDate())
                .toList();
    }

    private LocalDate watermark() throws SQLException {
        Object date = column("select aggregated_through from project where project_id = '" + project + "'")
                .get(0);
        return date == null ? null : ((java.sql.Date) date).toLocalDate();
    }

    private Instant aggregatedAt(LocalDate day) throws SQLException {
        return instant("select aggregated_at from aggregated_day where day = '" + day + "'");
    }

    private Instant lastUsedBefore() throws SQLException {
        return instant("select last_used_before from desktop where desktop_id = 'a'");
    }

    private Instant lastUsedUpToTheOldestTotal() throws SQLException {
        return instant("""
                select through_day::timestamp at time zone 'UTC' + last_uses[1] * interval '0.5 seconds'
                from running_total
                order by through_day
                limit 1
                """);
    }

    private Instant instant(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private List<String> usage(LocalDate day) throws SQLException {
        return texts("select desktop_id || ' ' || usage_seconds from usage_day where day = '" + day
                + "' order by desktop_id");
    }

    private List<String> runs() throws SQLException {
        return texts("select cause || ' ' || status || ' ' || first_day || '..' || last_day from aggregation_run");
    }

    private List<String> texts(String sql) throws SQLException {
        return column(sql).stream().map(String::valueOf).toList();
    }

    private long count(String table) throws SQLException {
        return (Long) column("select count(*) from " + table).get(0);
    }
}
