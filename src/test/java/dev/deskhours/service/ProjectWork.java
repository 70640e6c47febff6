package dev.deskhours.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;

import dev.deskhours.aggregation.DueDays;
import dev.deskhours.aggregation.Retention;
import dev.deskhours.days.DesktopDaysQuery;
import dev.deskhours.days.DesktopFilter;
import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.FirstDay;
import dev.deskhours.days.GroupKind;
import dev.deskhours.days.OrderedRows;
import dev.deskhours.days.RunningTotals;
import dev.deskhours.days.count.DayAggregation;
import dev.deskhours.days.report.DailyTotalsQuery;
import dev.deskhours.days.report.GroupDaysQuery;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.Quotas;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.SessionConfig;
import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRecord.Sign;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.SessionStore;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;

/** All that is done with one project, on one pool, without the rest of the service. */
final class ProjectWork implements AutoCloseable {
    private static final LocalDate D1 = LocalDate.of(2026, 11, 1);
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-03T23:59:59Z");

    final Pool pool;
    private final SettableClock clock = new SettableClock();
    private final Transactions transactions;
    private final ProjectStore projects;
    private final DueDays dueDays;
    private final DayAggregation aggregation;
    private final RunningTotals totals;
    private final Retention retention;
    private final RecordImport records;
    private final ProjectSnapshots snapshots;
    private final ProjectConfig config = Settings.of(ProjectConfig.class, Map.of("deskhours.retention.days", "20"));

    ProjectWork(Pool pool) {
        this.pool = pool;
        clock.set(Instant.parse("2026-11-04T02:00:00Z"));
        transactions = new Transactions(pool);
        projects = new ProjectStore(config);
        FirstDay firstDay = new FirstDay(config, clock);
        dueDays = new DueDays(transactions, projects, firstDay, config, clock);
        totals = new RunningTotals(transactions, projects);
        aggregation = new DayAggregation(transactions, projects, totals, firstDay, config, clock);
        retention = new Retention(transactions, projects, totals, config, clock);
        snapshots = new ProjectSnapshots(transactions, projects, config, clock);
        records = new RecordImport(
                transactions,
                projects,
                new SessionStore(projects, config, clock),
                new DesktopStore(projects, clock),
                new PresenceStore(projects, config, clock),
                new Quotas(Settings.of(SessionConfig.class, Map.of()), clock),
                config,
                clock);
    }

    void fill(String project, int desktops) {
        records.desktops(project, Stream.of(desktop(0), desktop(desktops)));
        records.sessions(project, sessions(desktops));
        aggregate(project);
    }

    /** Everything once, and what came of it. */
    List<Object> work(String project) {
        List<Object> results = new ArrayList<>();
        results.add(records.desktops(project, Stream.of(desktop(0), desktop(3))));
        results.add(records.sessions(project, sessions(2)));
        results.add(aggregate(project));
        results.add(records.sessions(project, sessions(3)));
        results.add(records.sessions(project, sessions(1400)));
        results.add(records.presence(project, signs(20, Sign.SEEN)));
        results.add(records.sessions(project, withoutEnd(700)));
        results.add(aggregate(project));
        results.add(records.presence(project, signs(700, Sign.SEEN)));
        results.add(records.presence(project, signs(300, Sign.BOOT)));
        clock.set(Instant.parse("2026-11-04T09:00:00Z"));
        results.add(await(transactions.write(project, transaction -> projects.lockForChange(transaction, project)
                .chain(() -> projects.setZone(transaction, project, ZoneId.of("Europe/Oslo"), D1.plusDays(2)))
                .chain(() -> projects.markStale(transaction, project, List.of(D1, D1.minusDays(30)))))));
        results.add(aggregate(project));
        results.addAll(read(project));
        clock.set(Instant.parse("2026-11-22T12:00:00Z"));
        results.add(await(retention.removeOld(project)));
        results.addAll(read(project));
        clock.set(Instant.parse("2027-06-22T12:00:00Z"));
        results.add(await(retention.removeOld(project)));
        return results;
    }

    private List<Object> aggregate(String project) {
        List<Object> counted = new ArrayList<>();
        Stream.of(dueDays.missed(project), dueDays.stale(project))
                .flatMap(due -> await(due).stream())
                .forEach(day -> counted.add(await(aggregation.replace(project, day))));
        await(totals.renew(project));
        return counted;
    }

    private List<Object> read(String project) {
        DesktopUsageQuery usage = new DesktopUsageQuery(projects);
        DesktopUsageRequest request = new DesktopUsageRequest(project, START, END, DesktopFilter.ALL);
        return await(snapshots.read(project, snapshot -> {
            CoveredDays covered = snapshot.covered(START, END).orElseThrow();
            return usage.page(snapshot.connection(), covered, request, 0, 100)
                    .chain(page -> onWorker(() -> whole(usage, snapshot, covered, request))
                            .chain(whole -> new DailyTotalsQuery(new GroupDaysQuery())
                                    .read(snapshot.connection(), project, snapshot.days(), covered, GroupKind.PROJECT)
                                    .chain(totals -> new DesktopDaysQuery(projects)
                                            .daysWithSessions(
                                                    snapshot.connection(), project, "desk-1", snapshot.days(), covered)
                                            .map(days -> List.<Object>of(page, whole, totals, days)))));
        }));
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static List<DesktopUsage> whole(
            DesktopUsageQuery usage,
            ProjectSnapshots.Snapshot snapshot,
            CoveredDays covered,
            DesktopUsageRequest request) {
        try (OrderedRows<DesktopUsage> rows = usage.open(List.of(snapshot.connection()), covered, request)) {
            List<DesktopUsage> whole = new ArrayList<>();
            rows.forEachRemaining(whole::add);
            return whole;
        }
    }

    @Override
    public void close() {
        pool.closeAndAwait();
    }

    private static DesktopRecord desktop(int number) {
        return new DesktopRecord("desk-" + number, "Desk " + number, null, null, null, null, null, null);
    }

    /** Three days of some desktops, under the same ids in each project. */
    private static Stream<SessionRecord> sessions(int desktops) {
        return Stream.iterate(D1, day -> day.plusDays(1))
                .limit(3)
                .flatMap(day -> Stream.iterate(0, n -> n + 1).limit(desktops).map(n -> session(day, n, desktops)));
    }

    private static SessionRecord session(LocalDate day, int desktop, int hours) {
        Instant start = Instant.parse(day + "T08:00:00Z");
        return new SessionRecord(
                "session-" + day + "-" + desktop,
                "desk-" + desktop,
                start,
                start.plus(Duration.ofMinutes(1 + hours % 600)),
                null,
                "ann",
                null,
                "Desk " + desktop,
                null,
                null,
                null,
                null);
    }

    private static Stream<SessionRecord> withoutEnd(int desktops) {
        return Stream.iterate(0, n -> n + 1)
                .limit(desktops)
                .map(n -> new SessionRecord(
                        "open-" + n,
                        "desk-" + n,
                        START,
                        null,
                        null,
                        "ann",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        n % 2 == 0));
    }

    private static Stream<PresenceRecord> signs(int desktops, Sign sign) {
        return Stream.iterate(0, n -> n + 1).limit(desktops).flatMap(n -> Stream.of(45L, 90L, 130L, 4000L)
                .map(minutes -> new PresenceRecord(
                        "desk-" + n,
                        START.plus(Duration.ofMinutes(minutes + 1)),
                        sign,
                        sign == Sign.SEEN && minutes == 45 ? "open-" + n : null)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
