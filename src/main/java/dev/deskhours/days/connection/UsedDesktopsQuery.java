package dev.deskhours.days.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.SessionParts;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.project.ProjectStore;

/** How long desktops were used in each of some slots, by anybody or by one user (docs/spec/api.md, Used desktops). */
@ApplicationScoped
public class UsedDesktopsQuery {
    /**
     * Which desktops are wanted.
     *
     * @param desktopIds empty = any
     * @param userName whose use counts; {@code null} = anybody's
     */
    public record Wanted(String projectId, List<String> desktopIds, String userName, int offset, int limit) {}

    /** @param used for how long, in the order of the slots */
    public record UsedDesktop(String desktopId, String latestUser, List<Duration> used) {}

    /** A page of the desktops that were used. */
    public record Page(int count, List<UsedDesktop> desktops) {
        public static final Page EMPTY = new Page(0, List.of());
    }

    private record Known(String desktopId, String latestUser) {}

    // In: start, end: of the covered days; now: up to when a session is waited for that has no end.
    private static final String USED =
            """
            from desktop
            where project_id = :project @desktops
                and exists (
                    select from session
                    where session.project_id = :project and session.desktop_id = desktop.desktop_id
                        and failure_reason is null and started_at < :end
                        and (started_at >= :start or @effective_end > :start) @sessions)
            """.replace("@effective_end", EffectiveEnd.of("session.", ":end::timestamptz", ":now::timestamptz"));
    private static final String COUNT = "select count(*) as desktops " + USED;
    private static final String PAGE = "select desktop_id, latest_user " + USED + """
            order by desktop_id
            offset :offset::bigint limit :limit::bigint
            """;
    private static final String CANDIDATES = """
            select session_id, desktop_id, started_at, ends_at, seen_at, heartbeat from session
            where project_id = :project and desktop_id = any(:desktops::text[]) and failure_reason is null
                and started_at < :end and (ends_at is null or ends_at >= :start)
            """;
    private static final String OF_USER = "and user_name = :user";

    private final ProjectStore projects;
    private final SessionParts ofAnybody;
    private final SessionParts ofUser;

    public UsedDesktopsQuery(ProjectStore projects) {
        this.projects = projects;
        this.ofAnybody = new SessionParts(projects, "desktop_id", CANDIDATES);
        this.ofUser = new SessionParts(projects, "desktop_id", CANDIDATES + OF_USER);
    }

    /** @param slots where they begin; they cover the days without a gap */
    public Uni<Page> page(Snapshot snapshot, CoveredDays covered, Wanted wanted, List<Instant> slots) {
        return projects.patience(snapshot.connection(), wanted.projectId()).chain(patience -> {
            Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
            values.putAll(values(snapshot, covered, wanted));
            return count(snapshot, wanted, values).chain(count -> known(snapshot, wanted, values)
                    .chain(known -> used(snapshot, covered, wanted, known, slots))
                    .map(desktops -> new Page((int) Math.min(count, Integer.MAX_VALUE), desktops)));
        });
    }

    private static Map<String, Object> values(Snapshot snapshot, CoveredDays covered, Wanted wanted) {
        return Map.of(
                "project", wanted.projectId(),
                "desktops", wanted.desktopIds().toArray(String[]::new),
                "user", wanted.userName() == null ? "" : wanted.userName(),
                "start", DesktopUsageQuery.databaseTime(covered.start()),
                "end", DesktopUsageQuery.databaseTime(covered.end()),
                "now", DesktopUsageQuery.databaseTime(snapshot.now()),
                "offset", wanted.offset(),
                "limit", wanted.limit());
    }

    private static Uni<Long> count(Snapshot snapshot, Wanted wanted, Map<String, ?> values) {
        BoundStatement count = statement(COUNT, wanted, values);
        return snapshot.connection()
                .preparedQuery(count.sql())
                .execute(count.values())
                .map(rows -> rows.iterator().next().getLong("desktops"));
    }

    private static Uni<List<Known>> known(Snapshot snapshot, Wanted wanted, Map<String, ?> values) {
        BoundStatement page = statement(PAGE, wanted, values);
        return snapshot.connection()
                .preparedQuery(page.sql())
                .execute(page.values())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(UsedDesktopsQuery::known)
                        .toList());
    }

    private static Known known(Row row) {
        return new Known(row.getString("desktop_id"), row.getString("latest_user"));
    }

    private static BoundStatement statement(String selection, Wanted wanted, Map<String, ?> values) {
        String sql = selection
                .replace("@desktops", wanted.desktopIds().isEmpty() ? "" : "and desktop_id = any(:desktops::text[])")
                .replace("@sessions", wanted.userName() == null ? "" : OF_USER);
        return BoundStatement.of(sql, values);
    }

    private Uni<List<UsedDesktop>> used(
            Snapshot snapshot, CoveredDays covered, Wanted wanted, List<Known> known, List<Instant> slots) {
        List<LocalDate> days =
                snapshot.days().between(covered.first(), covered.last()).toList();
        Map<String, UsedTimes> times = new LinkedHashMap<>();
        known.forEach(desktop -> times.put(desktop.desktopId(), new UsedTimes(slots)));
        Map<String, Object> own = new HashMap<>();
        own.put("desktops", times.keySet().toArray(String[]::new));
        own.put("user", wanted.userName());
        return (wanted.userName() == null ? ofAnybody : ofUser)
                .read(snapshot.connection(), wanted.projectId(), snapshot.days(), covered, days, own)
                .map(parts -> {
                    days.forEach(day -> parts.getOrDefault(day, List.of())
                            .forEach(part -> times.get(part.other()).add(part.from(), part.to())));
                    return known.stream()
                            .map(desktop -> new UsedDesktop(
                                    desktop.desktopId(),
                                    desktop.latestUser(),
                                    times.get(desktop.desktopId()).all()))
                            .toList();
                });
    }
}
