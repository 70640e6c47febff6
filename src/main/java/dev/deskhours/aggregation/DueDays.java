package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
import dev.deskhours.project.ProjectStore;

/** Which days of which projects are to be aggregated, oldest first (docs/spec/aggregation.md, The nightly run). */
@ApplicationScoped
public class DueDays {
    private static final Duration AFTER_OWN_DAY = Duration.ofHours(2);

    private static final String STALE = """
            select distinct day from stale_day
            where project_id = $1 and day between $2 and $3
            order by day
            """;

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
                .chain(calendar -> calendar.ownZone() || calendar.watermark().isEmpty()
                        ? missed(projectId)
                        : Uni.createFrom().item(List.of()));
    }

    /**
     * The aggregated days that a later record, a setting, the loss of a session or the move of a desktop to another group
     * has changed.
     */
    public Uni<List<LocalDate>> stale(String projectId) {
        return lost.settle(projectId)
                .chain(() -> numbers.complete(projectId))
                .chain(() -> transactions.readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                        .chain(calendar -> calendar.watermark().isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : stale(snapshot, projectId, calendar))));
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

    private Uni<List<LocalDate>> stale(SqlConnection snapshot, String projectId, ProjectDays calendar) {
        return snapshot.preparedQuery(STALE)
                .execute(Tuple.of(projectId, oldest(calendar), calendar.aggregatedThrough()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLocalDate(0))
                        .filter(calendar::exists)
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
