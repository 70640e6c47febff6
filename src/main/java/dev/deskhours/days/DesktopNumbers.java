package dev.deskhours.days;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectStore;

/** Gives desktops the numbers under which their days are kept: from 0 on, without gaps, for ever (docs/adr/0009). */
final class DesktopNumbers {
    private static final String ANY_WITHOUT =
            "select exists (select from desktop where project_id = $1 and number is null)";
    // Each desktop is found by the conflict on its key, whatever the statistics know of a new project: joined with
    // those that are numbered it would take the square of their number.
    private static final String GIVE = """
            insert into desktop (project_id, desktop_id, first_heard_at, described_at, number)
            select project_id, desktop_id, first_heard_at, described_at,
                (select coalesce(max(number), -1) from desktop where project_id = $1)
                    + row_number() over (order by desktop_id)
            from desktop
            where project_id = $1 and number is null
            on conflict (project_id, desktop_id) do update set number = excluded.number
            """;

    private final Transactions transactions;
    private final ProjectStore projects;

    DesktopNumbers(Transactions transactions, ProjectStore projects) {
        this.transactions = transactions;
        this.projects = projects;
    }

    /** Numbers the desktops of the project that have none; waits for uploads that are about to announce some. */
    Uni<Void> complete(String projectId) {
        return transactions
                .readSnapshot(projectId, snapshot -> snapshot.preparedQuery(ANY_WITHOUT)
                        .execute(Tuple.of(projectId)))
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? transactions.write(projectId, transaction -> give(transaction, projectId))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> give(SqlConnection transaction, String projectId) {
        return projects.lockForChange(transaction, projectId)
                .chain(() -> transaction.preparedQuery(GIVE).execute(Tuple.of(projectId)))
                .replaceWithVoid();
    }
}
