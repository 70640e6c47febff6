package dev.deskhours.export.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.deskhours.days.DesktopUsageReader;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.db.Batches;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;

/**
 * The way from named values to a task, the same for every operation that starts an export. Those of one project that
 * come up while others are on their way are created in one transaction.
 */
@ApplicationScoped
public class ExportStart {
    private static final int MOST_AT_ONCE = 100;

    private final ProjectSnapshots snapshots;
    private final ExportTasks tasks;
    private final QueueBell bell;
    private final Batches<String, Asked, Answer> batches;

    public ExportStart(ProjectSnapshots snapshots, ExportTasks tasks, QueueBell bell, Vertx vertx) {
        this.snapshots = snapshots;
        this.tasks = tasks;
        this.bell = bell;
        this.batches = new Batches<>(MOST_AT_ONCE, work -> onNoRequest(vertx, work), this::startAll);
    }

    private record Asked(Map<String, List<String>> values, ParameterReader reader) {
        NewTask checked(String projectId, Snapshot snapshot) {
            DesktopUsageRequest request =
                    DesktopUsageReader.read(reader, projectId, values, snapshot.oldestExportableStart());
            reader.breaches().throwIfAny();
            return NewTask.of(request, snapshot);
        }
    }

    /** One of them is {@code null}: a batch does not fail for what one request has done. */
    private record Answer(NewTask task, RuntimeException refusal) {
        String taskId() {
            if (refusal != null) {
                throw refusal;
            }
            return task.id();
        }

        boolean isTask() {
            return task != null;
        }
    }

    /**
     * Creates the task, if no rule is broken by the values or was by what the reader has read before.
     *
     * @return the id of the task, once it is committed
     */
    public Uni<String> start(
            String projectId,
            Map<String, List<String>> values,
            ParameterReader reader,
            Optional<String> idempotencyKey) {
        Asked asked = new Asked(values, reader);
        return idempotencyKey.map(key -> startOnce(projectId, asked, key)).orElseGet(() -> batches.add(projectId, asked)
                .map(Answer::taskId));
    }

    private Uni<String> startOnce(String projectId, Asked asked, String idempotencyKey) {
        return snapshots
                .write(
                        projectId,
                        snapshot -> tasks.create(
                                snapshot.connection(), projectId, asked.checked(projectId, snapshot), idempotencyKey))
                .invoke(bell::ring);
    }

    private Uni<List<Answer>> startAll(String projectId, List<Asked> all) {
        return snapshots
                .write(projectId, snapshot -> {
                    List<Answer> checked = all.stream()
                            .map(asked -> checked(projectId, asked, snapshot))
                            .toList();
                    List<NewTask> wanted = checked.stream()
                            .filter(Answer::isTask)
                            .map(Answer::task)
                            .toList();
                    return tasks.create(snapshot.connection(), projectId, wanted)
                            .map(created -> checked.stream()
                                    .map(answer -> answer(answer, created))
                                    .toList());
                })
                .invoke(answers -> {
                    if (answers.stream().anyMatch(Answer::isTask)) {
                        bell.ring();
                    }
                });
    }

    private static Answer checked(String projectId, Asked asked, Snapshot snapshot) {
        try {
            return new Answer(asked.checked(projectId, snapshot), null);
        } catch (RuntimeException refusal) {
            return new Answer(null, refusal);
        }
    }

    private Answer answer(Answer checked, Set<String> created) {
        boolean refused = checked.isTask() && !created.contains(checked.task.id());
        return refused ? new Answer(null, tasks.tooManyUnfinished()) : checked;
    }

    /** A batch belongs to none of the requests in it, nor do the lines that it logs. */
    private static void onNoRequest(Vertx vertx, Runnable work) {
        VertxContext.getRootContext(vertx.getOrCreateContext()).runOnContext(now -> work.run());
    }
}
