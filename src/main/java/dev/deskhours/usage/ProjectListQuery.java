package dev.deskhours.usage;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/** What is known of projects; each is read in a transaction of its own, as none may see another. */
@ApplicationScoped
class ProjectListQuery {
    private static final String FIGURES = """
            select (select min(started_at) from session where project_id = $1) as first_start,
                (select max(started_at) from session where project_id = $1) as last_start,
                (select count(*) from desktop where project_id = $1) as desktops
            """;

    private final Transactions transactions;
    private final ProjectStore projects;

    ProjectListQuery(Transactions transactions, ProjectStore projects) {
        this.transactions = transactions;
        this.projects = projects;
    }

    Uni<ProjectList> page(Predicate<String> visible, PageParameters.Page page) {
        return transactions
                .serviceWide(projects::all)
                .map(all -> all.stream().filter(visible).toList())
                .chain(ids -> items(ids, page).map(items -> new ProjectList(ids.size(), items)));
    }

    private Uni<List<ProjectList.Item>> items(List<String> ids, PageParameters.Page page) {
        return Multi.createFrom()
                .items(ids.stream().skip(page.offset()).limit(page.limit()))
                .onItem()
                .transformToUniAndConcatenate(this::item)
                .collect()
                .asList();
    }

    private Uni<ProjectList.Item> item(String projectId) {
        return transactions.readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId)
                .chain(calendar -> snapshot.preparedQuery(FIGURES)
                        .execute(Tuple.of(projectId))
                        .map(rows -> item(projectId, calendar, rows.iterator().next()))));
    }

    private static ProjectList.Item item(String projectId, ProjectDays calendar, Row row) {
        return new ProjectList.Item(
                projectId,
                calendar.zone().getId(),
                day(calendar, row.getOffsetDateTime("first_start")),
                day(calendar, row.getOffsetDateTime("last_start")),
                row.getLong("desktops"),
                calendar.aggregatedThrough());
    }

    private static LocalDate day(ProjectDays calendar, OffsetDateTime time) {
        return time == null ? null : calendar.dayOf(time.toInstant());
    }
}
