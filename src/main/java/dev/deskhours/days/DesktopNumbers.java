package dev.deskhours.days;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectStore;

/** Gives desktops the numbers under which their days are kept: from 0 on, without gaps, for ever (docs/adr/0009). */
@ApplicationScoped
public class DesktopNumbers {
    private static final String ANY_WITHOUT =
            "select exists (select from desktop where project_id = $1 and number is null)";
    private static final String GIVE = """
            update desktop set number = newcomer.number
            from (
                select desktop_id,
                    (select coalesce(max(number), -1) from desktop where project_id = $1)
                        + row_number() over (order by desktop_id) as number
                from desktop
                where project_id = $1 and number is null
            ) as newcomer
            where desktop.project_id = $1 and desktop.desktop_id = newcomer.desktop_id
            """;

    private final Transactions transactions;
    private final ProjectStore projects;

    public DesktopNumbers(Transactions transactions, ProjectStore projects) {
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
