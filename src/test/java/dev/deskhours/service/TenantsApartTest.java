package dev.deskhours.service;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.aggregation.AggregationRun;
import dev.deskhours.db.Transactions;
import dev.deskhours.export.task.ExportTask;
import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** What one project can learn of another: nothing (docs/spec/api.md, Permissions; docs/adr/0007). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class TenantsApartTest {
    private static final String DAY = "2020-01-20";

    @Inject
    Transactions transactions;

    @Test
    void aTaskOfAnotherProjectIsAsUnknownAsNone() {
        ServiceClient owner = withUsage("apart-owner");
        ServiceClient other = withUsage("apart-other");
        String task = owner.finishedExport(DAY, DAY);

        for (String unknown : List.of(task, "0123456789abcdef0123456789abcdef")) {
            other.task(unknown)
                    .then()
                    .statusCode(404)
                    .body("error_code", equalTo("WKS.00000404"))
                    .body("error_msg", equalTo("no such export task"));
            other.downloading(unknown).get().then().statusCode(404).body("error_msg", equalTo("no such export task"));
            other.request()
                    .delete("/v1/{project}/export-tasks/" + unknown)
                    .then()
                    .statusCode(404)
                    .body("error_msg", equalTo("no such export task"));
            other.post("/v2/{project}/export-tasks/batch-delete", "{\"task_ids\": [\"" + unknown + "\"]}")
                    .then()
                    .statusCode(200);
        }
        assertThat(other.taskCount()).isZero();
        assertThat(owner.taskCount()).isEqualTo(1);
        owner.downloading(task).get().then().statusCode(200);
    }

    @Test
    void entitiesReadWithoutAConditionAreThoseOfOneProject() {
        String task = withUsage("apart-entities").finishedExport(DAY, DAY);
        withUsage("apart-neighbour").finishedExport(DAY, DAY);

        assertThat(inProject("apart-entities", () -> ExportTask.<ExportTask>listAll()))
                .extracting(found -> found.taskId)
                .containsExactly(task);
        ExportTask notFound = inProject("apart-neighbour", () -> ExportTask.findById(task));
        assertThat(notFound).isNull();
        long deleted = inProject("apart-neighbour", () -> ExportTask.delete("taskId", task));
        assertThat(deleted).isZero();
        assertThat(inProject("apart-entities", () -> AggregationRun.<AggregationRun>listAll()))
                .extracting(run -> run.projectId)
                .containsOnly("apart-entities");
        long everyone = inProject("*", () -> ExportTask.count());
        assertThat(everyone).isZero();
        long all = await(() -> transactions.serviceWideWithEntities(() -> ExportTask.count()));
        assertThat(all).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "it's", "a\\", "a'; set local deskhours.project_id = '*", "\0"})
    void whatIsNoProjectIsRefused(String projectId) {
        new ServiceClient(projectId)
                .request()
                .queryParam("start_time", DAY + "T00:00:00Z")
                .queryParam("end_time", DAY + "T23:59:59Z")
                .get("/v2/{project}/statistics/metrics/desktops")
                .then()
                .statusCode(400)
                .body("error_msg", containsString("is not 1..64 of A-Z a-z 0-9 _ -"));
    }

    private static ServiceClient withUsage(String project) {
        ServiceClient service = new ServiceClient(project);
        service.send(closed("s-1", "desk", DAY + "T09:00:00Z", DAY + "T10:00:00Z"));
        service.aggregate(DAY, DAY);
        return service;
    }

    private <T> T inProject(String projectId, Supplier<Uni<T>> work) {
        return await(() -> transactions.withEntities(projectId, work));
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
