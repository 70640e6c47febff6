package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.FirstDay;
import dev.deskhours.days.count.DesktopNumbers;
import dev.deskhours.db.Transactions;
import dev.deskhours.presence.LostSessions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectGlance;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.project.ProjectVersion;

/** Which days of which projects are to be aggregated, oldest first (docs/spec/aggregation.md, The nightly run). */
@ApplicationScoped
public class DueDays {
    private static final Duration AFTER_OWN_DAY = Duration.ofHours(2);

    private static final String MARKED =
            "select distinct day from stale_day where project_id = $1 and day >= $2 order by day";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final LostSessions lost;
    private final DesktopNumbers numbers;
    private final FirstDay firstDay;
    private final ProjectConfig config;
    private final Clock clock;

    public DueDays(
            Transactions transactions, ProjectStore projects, FirstDay firstDay, ProjectConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.lost = new LostSessions(transactions, projects, config, clock);
        this.numbers = new DesktopNumbers(transactions, projects);
        this.firstDay = firstDay;
        this.config = config;
        this.clock = clock;
    }

    public Uni<List<String>> allProjects() {
        return transactions.serviceWide(projects::all);
    }

    /** The projects that {@link #missed} may give days of, found in one statement. */
    public Uni<List<String>> behind() {
        return glances(this::isBehind);
    }

    /** The projects that {@link #missedByDay} may give days of, found in one statement. */
    public Uni<List<String>> behindByDay() {
        return glances(glance -> isForDay(glance.calendar()) && isBehind(glance));
    }

    /** The projects that {@link #stale} may give days of, found in one statement. */
    public Uni<List<String>> changed() {
        Instant now = clock.instant();
        return glances(glance -> !glance.isQuiet(now));
    }

    private Uni<List<String>> glances(Predicate<ProjectGlance> wanted) {
        return transactions.serviceWide(projects::glances).map(glances -> glances.stream()
                .filter(wanted)
                .map(ProjectGlance::projectId)
                .toList());
    }

    private boolean isBehind(ProjectGlance glance) {
        ProjectDays calendar = glance.calendar();
        return calendar.watermark()
                .map(last -> last.isBefore(newestComplete(calendar)))
                .orElse(true);
    }

    private static boolean isForDay(ProjectDays calendar) {
        return calendar.ownZone() || calendar.watermark().isEmpty();
    }

    /** The days after the watermark that are over. */
    public Uni<List<LocalDate>> missed(String projectId) {
        return transactions.readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                .chain(calendar -> firstDay.notAggregated(snapshot, projectId, calendar)
                        .map(first -> first.stream()
                                .flatMap(day -> calendar.between(day, newestComplete(calendar)))
                                .toList())));
    }

    /**
     * As {@link #missed}, but only where that is not for the night: the project has a zone, and so a 02:00, of its own, or
     * was never aggregated.
     */
    public Uni<List<LocalDate>> missedByDay(String projectId) {
        return transactions
                .readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId))
                .chain(calendar -> isForDay(calendar)
                        ? missed(projectId)
                        : Uni.createFrom().item(List.of()));
    }

    /**
     * The aggregated days that a later record, a setting, the loss of a session or the move of a desktop to another group
     * has changed. Where no day is marked, it is noted that nothing is to be done before something changes.
     */
    public Uni<List<LocalDate>> stale(String projectId) {
        Instant now = clock.instant();
        return lost.settle(projectId)
                .chain(() -> numbers.complete(projectId))
                .chain(() -> transactions.readSnapshot(projectId, snapshot -> look(snapshot, projectId, now)))
                .call(seen -> seen.isQuiet()
                        ? noteQuiet(projectId, seen)
                        : Uni.createFrom().voidItem())
                .map(Seen::stale);
    }

    /** @param marked also days after the watermark, which may move past them */
    private record Seen(ProjectDays calendar, List<LocalDate> marked, long changes, OffsetDateTime lostAt) {
        boolean isQuiet() {
            return marked.isEmpty() && calendar.watermark().isPresent();
        }

        List<LocalDate> stale() {
            return marked.stream()
                    .filter(day -> calendar.watermark().isPresent()
                            && !day.isAfter(calendar.aggregatedThrough())
                            && calendar.exists(day))
                    .toList();
        }
    }

    private Uni<Seen> look(SqlConnection snapshot, String projectId, Instant now) {
        return projects.read(snapshot, projectId).chain(calendar -> Uni.combine()
                .all()
                .unis(
                        marked(snapshot, projectId, calendar),
                        projects.version(snapshot, projectId),
                        lost.nextLoss(snapshot, projectId, now))
                .with((marked, version, lostAt) -> new Seen(
                        calendar, marked, version.map(ProjectVersion::changes).orElse(0L), lostAt)));
    }

    private Uni<Void> noteQuiet(String projectId, Seen seen) {
        return transactions.write(
                projectId, transaction -> projects.noteQuiet(transaction, projectId, seen.changes(), seen.lostAt()));
    }

    /** All that a night would aggregate. */
    public Uni<List<LocalDate>> due(String projectId) {
        return missed(projectId)
                .chain(missed -> stale(projectId).map(stale -> Stream.concat(stale.stream(), missed.stream())
                        .distinct()
                        .toList()));
    }

    /** The part of a range asked for by hand that can be aggregated: kept and over. */
    public Uni<List<LocalDate>> asked(String projectId, LocalDate first, LocalDate last) {
        return transactions
                .readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId))
                .map(calendar -> between(calendar, first, last));
    }

    /** The first day that is not aggregated, if it is one up to this one and can be. */
    public Uni<Optional<LocalDate>> missing(String projectId, LocalDate last) {
        return transactions.readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                .chain(calendar -> firstDay.notAggregated(snapshot, projectId, calendar)
                        .map(missing -> missing.flatMap(
                                first -> between(calendar, first, last).stream().findFirst()))));
    }

    /** Why no day of a range could be aggregated, in a sentence. */
    public Uni<String> whyNone(String projectId, LocalDate first, LocalDate last) {
        return transactions
                .readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId))
                .map(calendar -> whyNone(calendar, first, last));
    }

    private String whyNone(ProjectDays calendar, LocalDate first, LocalDate last) {
        LocalDate oldest = oldest(calendar);
        return last.isBefore(oldest)
                ? "days before " + oldest + " are not kept"
                : first + " is not over in " + calendar.zone() + "; a day is aggregated when it is";
    }

    private List<LocalDate> between(ProjectDays calendar, LocalDate first, LocalDate last) {
        LocalDate oldest = oldest(calendar);
        LocalDate yesterday = calendar.dayOf(clock.instant()).minusDays(1);
        return calendar.between(first.isBefore(oldest) ? oldest : first, last.isAfter(yesterday) ? yesterday : last)
                .toList();
    }

    private Uni<List<LocalDate>> marked(SqlConnection snapshot, String projectId, ProjectDays calendar) {
        return snapshot.preparedQuery(MARKED)
                .execute(Tuple.of(projectId, oldest(calendar)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLocalDate(0))
                        .toList());
    }

    private LocalDate oldest(ProjectDays calendar) {
        return calendar.oldestKept(clock.instant(), config.retention().days());
    }

    private LocalDate newestComplete(ProjectDays calendar) {
        Instant over = calendar.ownZone() ? clock.instant().minus(AFTER_OWN_DAY) : clock.instant();
        return calendar.dayOf(over).minusDays(1);
    }
}
