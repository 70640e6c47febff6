package dev.deskhours.db;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.ClosedConnectionException;

/** As {@link Transactions}, for what is read and written as entities: the tasks and the runs. */
@ApplicationScoped
public class EntityTransactions {
    // One round trip and no text to be quoted. That a coordinator passes nothing on to its workers does no harm here:
    // the tables of entities are never distributed.
    private static final String BEGIN =
            "select set_config('role', '" + Scope.ROLE + "', true), set_config('deskhours.project_id', :project, true)";

    /** A transaction that sees the rows of one project. */
    public <T> Uni<T> inProject(String projectId, Supplier<Uni<T>> work) {
        return begun(Scope.of(projectId), work);
    }

    /** A transaction that sees the rows of all projects. */
    public <T> Uni<T> serviceWide(Supplier<Uni<T>> work) {
        return begun(Scope.SERVICE_WIDE, work);
    }

    private static <T> Uni<T> begun(Scope scope, Supplier<Uni<T>> work) {
        return Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(BEGIN)
                                .setParameter("project", scope.value())
                                .getSingleResult())
                        .chain(work::get))
                .onFailure(LostConnection::isCauseOf)
                .transform(failure -> ClosedConnectionException.INSTANCE);
    }
}
