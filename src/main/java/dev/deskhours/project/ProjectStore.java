package dev.deskhours.project;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Locks;

/**
 * The projects: their zones, their watermarks and the marks of days that must be aggregated again
 * (docs/spec/aggregation.md, Terms).
 */
@ApplicationScoped
public class ProjectStore {
    // "on conflict" alone would wait for the aggregation, which changes the project that is known already.
    private static final String KNOW = """
            insert into project (project_id)
            select $1 where not exists (select from project where project_id = $1)
            on conflict do nothing
            """;
    private static final String COUNT_CHANGE = """
            insert into project_change (project_id, changes) values ($1, 1)
            on conflict (project_id) do update set changes = project_change.changes + 1
            """;
    private static final String VERSION = """
            select day_changes, coalesce((select changes from project_change where project_id = $1), 0) as changes
            from project
            where project_id = $1
            """;
    private static final String READ = "select time_zone, aggregated_through from project where project_id = $1";
    private static final String PATIENCE =
            "select heartbeat_timeout, stale_after, lost_counts from project where project_id = $1";
    private static final String SET_PATIENCE = """
            update project set heartbeat_timeout = $2, stale_after = $3, lost_counts = $4 where project_id = $1
            """;
    private static final String WATERMARKS = """
            select time_zone, min(aggregated_through) as aggregated_through from project
            where aggregated_through is not null
            group by time_zone
            """;
    private static final String ALL = "select project_id from project order by project_id";
    private static final String GLANCES = """
            select project.*, settled_by, settled_at, lost_at, coalesce(changes = quiet_changes, false) as unchanged
            from project left join project_change on project_change.project_id = project.project_id
            """;
    // What is being changed just now does not stay quiet anyway, and nobody waits for it.
    private static final String NOTE_QUIET = """
            update project_change set quiet_changes = $2, lost_at = $3
            where project_id = $1 and project_id in (
                select project_id from project_change where project_id = $1 and changes = $2 for update skip locked)
            """;
    // The newest aggregated day may not be over yet in the new zone. (least() would make a day of no day.)
    private static final String SET_ZONE = """
            update project set time_zone = $2,
                aggregated_through = case when aggregated_through > $3 then $3 else aggregated_through end
            where project_id = $1
            """;
    private static final String ADVANCE = "update project set aggregated_through = $2 where project_id = $1";
    private static final String MARK = """
            insert into stale_day (project_id, day, mark_id)
            select $1, marked.day, $3 from unnest($2::date[]) as marked (day)
            """;

    private final ProjectConfig config;

    public ProjectStore(ProjectConfig config) {
        this.config = config;
    }

    /** The calendar of a project; one that nobody has heard of yet has the zone of the service. */
    public Uni<ProjectDays> read(SqlConnection transaction, String projectId) {
        return find(transaction, projectId).map(found -> found.orElseGet(this::unknown));
    }

    /** As {@link #read}; nothing if nobody has heard of the project yet. */
    Uni<Optional<ProjectDays>> find(SqlConnection transaction, String projectId) {
        return transaction.preparedQuery(READ).execute(Tuple.of(projectId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                .map(this::calendar));
    }

    /** The calendar of a project that nobody has heard of. */
    ProjectDays unknown() {
        return new ProjectDays(config.aggregation().zone(), false, null);
    }

    /** How long sessions of the project are waited for; what it does not say itself is as the service says. */
    public Uni<Patience> patience(SqlConnection transaction, String projectId) {
        return transaction
                .preparedQuery(PATIENCE)
                .execute(Tuple.of(projectId))
                .map(rows ->
                        rows.iterator().hasNext() ? patience(rows.iterator().next()) : Patience.of(config.sessions()));
    }

    private Patience patience(Row row) {
        Patience service = Patience.of(config.sessions());
        return new Patience(
                seconds(row.getLong("heartbeat_timeout"), service.heartbeatTimeout()),
                seconds(row.getLong("stale_after"), service.staleAfter()),
                seconds(row.getLong("lost_counts"), service.lostCounts()));
    }

    private static Duration seconds(Long own, Duration service) {
        return own == null ? service : Duration.ofSeconds(own);
    }

    /** Sets how long sessions of the project are waited for; {@code null} = as the service. */
    Uni<Void> setPatience(
            SqlConnection transaction, String projectId, Long heartbeatTimeout, Long staleAfter, Long lostCounts) {
        return transaction
                .preparedQuery(SET_PATIENCE)
                .execute(Tuple.of(projectId, heartbeatTimeout, staleAfter, lostCounts))
                .replaceWithVoid();
    }

    /** What all that is kept of a project is like in this transaction; nothing if nobody has heard of it yet. */
    public Uni<Optional<ProjectVersion>> version(SqlConnection transaction, String projectId) {
        return transaction.preparedQuery(VERSION).execute(Tuple.of(projectId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                .map(row -> new ProjectVersion(row.getLong("day_changes"), row.getLong("changes"))));
    }

    public Uni<List<String>> all(SqlConnection transaction) {
        return transaction.preparedQuery(ALL).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList());
    }

    /** All projects, in a transaction of the whole service. */
    public Uni<List<ProjectGlance>> glances(SqlConnection transaction) {
        return transaction
                .preparedQuery(GLANCES + "order by project.project_id")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::glance)
                        .toList());
    }

    private ProjectGlance glance(Row row) {
        return new ProjectGlance(
                row.getString("project_id"),
                calendar(row),
                patience(row),
                row.getBoolean("unchanged"),
                instant(row.getOffsetDateTime("lost_at")),
                row.getString("settled_by"),
                instant(row.getOffsetDateTime("settled_at")));
    }

    /** One project; nothing if nobody has heard of it yet. */
    public Uni<Optional<ProjectGlance>> glance(SqlConnection transaction, String projectId) {
        return transaction
                .preparedQuery(GLANCES + "where project.project_id = $1")
                .execute(Tuple.of(projectId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(this::glance));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * Notes that nothing was to be done for a project, so that nobody looks into it before something comes in.
     *
     * @param changes how many there had been
     * @param lostAt when the patience with an open session runs out next; {@code null} = with none
     */
    public Uni<Void> noteQuiet(SqlConnection transaction, String projectId, long changes, OffsetDateTime lostAt) {
        return transaction
                .preparedQuery(NOTE_QUIET)
                .execute(Tuple.of(projectId, changes, lostAt))
                .replaceWithVoid();
    }

    /** Of all projects, for each zone the calendar of the one that is furthest behind; of those with a watermark. */
    public Uni<List<ProjectDays>> watermarks(SqlConnection transaction) {
        return transaction.query(WATERMARKS).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(this::calendar)
                .toList());
    }

    /**
     * Makes the project known and waits until no other transaction changes its sessions or settings. One at a time:
     * only so is the state before a change certain, and with it the days that the change touches.
     */
    public Uni<Void> lockForChange(SqlConnection transaction, String projectId) {
        return lock(transaction, projectId).chain(() -> countChange(transaction, projectId));
    }

    /** As {@link #lockForChange}, for what may turn out to change nothing: {@link #countChange} is to be called if it does. */
    public Uni<Void> lock(SqlConnection transaction, String projectId) {
        return Locks.acquire(transaction, "change " + projectId)
                .chain(() -> transaction.preparedQuery(KNOW).execute(Tuple.of(projectId)))
                .replaceWithVoid();
    }

    /** Notes that something has changed: the next run looks for marked days, and no page that was kept is given again. */
    public Uni<Void> countChange(SqlConnection transaction, String projectId) {
        return transaction
                .preparedQuery(COUNT_CHANGE)
                .execute(Tuple.of(projectId))
                .replaceWithVoid();
    }

    /** Marks days that the next run must aggregate again. */
    public Uni<Void> markStale(SqlConnection transaction, String projectId, Collection<LocalDate> days) {
        if (days.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(projectId, days.toArray(LocalDate[]::new), UUID.randomUUID());
        return transaction.preparedQuery(MARK).execute(parameters).replaceWithVoid();
    }

    /** Sets the zone, in which no day after {@code newestComplete} is over yet. */
    public Uni<Void> setZone(SqlConnection transaction, String projectId, ZoneId zone, LocalDate newestComplete) {
        return transaction
                .preparedQuery(SET_ZONE)
                .execute(Tuple.of(projectId, zone.getId(), newestComplete))
                .replaceWithVoid();
    }

    /** Says that every day up to this one has been aggregated. */
    public Uni<Void> setWatermark(SqlConnection transaction, String projectId, LocalDate day) {
        return transaction
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(projectId, day))
                .replaceWithVoid();
    }

    private ProjectDays calendar(Row row) {
        ZoneId serviceZone = config.aggregation().zone();
        String own = row.getString("time_zone");
        ZoneId zone = own == null ? serviceZone : ZoneId.of(own);
        return new ProjectDays(zone, !zone.equals(serviceZone), row.getLocalDate("aggregated_through"));
    }
}
