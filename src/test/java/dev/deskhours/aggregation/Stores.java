package dev.deskhours.aggregation;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

import dev.deskhours.days.DesktopFilter;
import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.FirstDay;
import dev.deskhours.days.GroupKind;
import dev.deskhours.days.RunningTotals;
import dev.deskhours.days.count.DayAggregation;
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.days.report.GroupDaysQuery;
import dev.deskhours.days.report.UniqueUsersQuery;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.project.SettingsResource;
import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.Quotas;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.SessionConfig;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.SessionStore;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;

/** Sessions in and days out on a PostgreSQL of their own, without the rest of the service. */
final class Stores implements AutoCloseable {
    final SettableClock clock = new SettableClock();
    private final EmbeddedPostgres postgres;
    private final Connection connection;
    private final Pool pool;
    private final Transactions transactions;
    private final ProjectStore projects;
    private final ProjectConfig config;
    private final DueDays dueDays;
    private final DayAggregation aggregation;
    private final RunningTotals totals;
    private final RecordImport records;

    private Stores(EmbeddedPostgres postgres) throws SQLException {
        this.postgres = postgres;
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        connection = postgres.getPostgresDatabase().getConnection();
        pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
                        .setUser("postgres")
                        .setDatabase("postgres")
                        .setCachePreparedStatements(true))
                .build());
        config = Settings.of(ProjectConfig.class, Map.of());
        transactions = new Transactions(pool);
        projects = new ProjectStore(config);
        FirstDay firstDay = new FirstDay(config, clock);
        dueDays = new DueDays(transactions, projects, firstDay, config, clock);
        totals = new RunningTotals(transactions, projects);
        aggregation = new DayAggregation(transactions, projects, totals, firstDay, config, clock);
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

    static Stores start() throws IOException, SQLException {
        return new Stores(EmbeddedPostgres.builder().start());
    }

    @Override
    public void close() throws IOException, SQLException {
        pool.closeAndAwait();
        connection.close();
        postgres.close();
    }

    void newProject(String projectId, ZoneId zone) {
        transactions
                .write(projectId, transaction -> projects.lockForChange(transaction, projectId)
                        .chain(() -> projects.setZone(transaction, projectId, zone, LocalDate.of(9999, 12, 31))))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    void setPatience(String projectId, Duration heartbeatTimeout, Duration staleAfter, Duration lostCounts) {
        new SettingsResource(transactions, projects, config, clock)
                .change(
                        projectId,
                        new SettingsResource.Settings(
                                "Europe/Oslo",
                                heartbeatTimeout.toString(),
                                staleAfter.toString(),
                                lostCounts.toString()))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    IntakeResult sendSigns(String projectId, List<PresenceRecord> signs) {
        return records.presence(projectId, signs.stream());
    }

    IntakeResult send(String projectId, List<SessionRecord> sessions) {
        return records.sessions(projectId, sessions.stream());
    }

    /** What the nightly run does for one project. */
    void aggregate(String projectId) {
        Stream.of(due(projectId, dueDays.behind(), dueDays::missed), due(projectId, dueDays.changed(), dueDays::stale))
                .flatMap(due -> due.await().indefinitely().stream())
                .forEach(day -> aggregation.replace(projectId, day).await().atMost(Duration.ofSeconds(10)));
    }

    /** It looks only into the projects that are among those that it has found. */
    private static Uni<List<LocalDate>> due(
            String projectId, Uni<List<String>> projects, Function<String, Uni<List<LocalDate>>> days) {
        return projects.chain(found -> found.contains(projectId)
                ? days.apply(projectId)
                : Uni.createFrom().item(List.of()));
    }

    void renewTotals(String projectId) {
        totals.renew(projectId).await().atMost(Duration.ofSeconds(10));
    }

    /** The figures of all desktops over some days, by their ids. */
    Map<String, DesktopUsage> figures(String projectId, LocalDate first, LocalDate last) {
        return transactions
                .readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                        .chain(calendar -> {
                            Instant start = calendar.startOf(first);
                            Instant end = calendar.endOf(last);
                            return new DesktopUsageQuery(projects)
                                    .page(
                                            snapshot,
                                            new CoveredDays(first, last, start, end),
                                            new DesktopUsageRequest(projectId, start, end, DesktopFilter.ALL),
                                            0,
                                            100);
                        }))
                .await()
                .atMost(Duration.ofSeconds(10))
                .items()
                .stream()
                .collect(Collectors.toMap(DesktopUsage::resourceId, desktop -> desktop));
    }

    /** All days that are aggregated. */
    Map<LocalDate, List<GroupDay>> groupDays(String projectId, GroupKind kind) throws SQLException {
        return read(projectId, Map.of(), (snapshot, covered) -> new GroupDaysQuery()
                .read(snapshot, projectId, covered, kind));
    }

    /** Of all days that are aggregated. */
    Map<String, Long> uniqueUsers(String projectId, GroupKind kind) throws SQLException {
        return read(projectId, Map.of(), (snapshot, covered) -> new UniqueUsersQuery()
                .read(snapshot, projectId, covered, kind));
    }

    private <T> T read(String projectId, T none, BiFunction<SqlConnection, CoveredDays, Uni<T>> query)
            throws SQLException {
        LocalDate last = watermark(projectId);
        if (last == null) {
            return none;
        }
        LocalDate first = last.minusDays(100);
        return transactions
                .readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                        .chain(calendar -> query.apply(
                                snapshot, new CoveredDays(first, last, calendar.startOf(first), calendar.endOf(last)))))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    /** The groups of desktops as they are known now; empty = none. */
    Map<String, String> groups(String projectId, String column) throws SQLException {
        Map<String, String> groups = new HashMap<>();
        try (ResultSet row =
                query("select desktop_id, coalesce(" + column + ", '') from desktop where project_id = ?", projectId)) {
            while (row.next()) {
                groups.put(row.getString(1), row.getString(2));
            }
        }
        return groups;
    }

    Map<LocalDate, Long> usageByDay(String projectId) throws SQLException {
        return usage(projectId).stream()
                .collect(Collectors.groupingBy(UsageRow::day, Collectors.summingLong(UsageRow::seconds)));
    }

    List<LocalDate> totalDays(String projectId) throws SQLException {
        List<LocalDate> days = new ArrayList<>();
        try (ResultSet row = query(
                "select through_day from running_total where project_id = ? and segment = 0 order by 1", projectId)) {
            while (row.next()) {
                days.add(row.getObject(1, LocalDate.class));
            }
        }
        return days;
    }

    LocalDate watermark(String projectId) throws SQLException {
        try (ResultSet row = query("select aggregated_through from project where project_id = ?", projectId)) {
            row.next();
            return row.getObject(1, LocalDate.class);
        }
    }

    List<UsageRow> usage(String projectId) throws SQLException {
        List<UsageRow> usage = new ArrayList<>();
        try (ResultSet row = query("""
                select day, desktop_id, usage_seconds, logins, last_used_at from usage_day
                where project_id = ? order by day, desktop_id
                """, projectId)) {
            while (row.next()) {
                usage.add(new UsageRow(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()));
            }
        }
        return usage;
    }

    /** Day, desktops, seconds, logins and sessions read of each aggregated day. */
    List<List<Object>> totals(String projectId) throws SQLException {
        List<List<Object>> totals = new ArrayList<>();
        try (ResultSet row = query("""
                select day, desktops_used, usage_seconds, logins, sessions_read from aggregated_day
                where project_id = ? order by day
                """, projectId)) {
            while (row.next()) {
                totals.add(List.of(
                        row.getObject(1, LocalDate.class),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)));
            }
        }
        return totals;
    }

    /** Who used a desktop last, and when it was used last on days that are not kept; as text. */
    String memory(String projectId, String desktopId) throws SQLException {
        try (ResultSet row = query(
                "select latest_user, last_used_before from desktop where project_id = ? and desktop_id = '" + desktopId
                        + "'",
                projectId)) {
            row.next();
            OffsetDateTime before = row.getObject(2, OffsetDateTime.class);
            return row.getString(1) + " " + (before == null ? null : before.toInstant());
        }
    }

    long marks(String projectId) throws SQLException {
        try (ResultSet row = query("select count(*) from stale_day where project_id = ?", projectId)) {
            row.next();
            return row.getLong(1);
        }
    }

    private ResultSet query(String sql, String projectId) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.closeOnCompletion();
        statement.setString(1, projectId);
        return statement.executeQuery();
    }
}
