package dev.deskhours.export.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.connection.ConnectionRequest;
import dev.deskhours.days.user.UserUsageRequest;
import dev.deskhours.db.Batches;
import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.render.ReportRequest;
import dev.deskhours.export.task.NewTasks.NewTask;
import dev.deskhours.project.PeriodReach;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;

/**
 * The way from named values to a task, the same for every operation that starts an export. What one project asks for
 * while a transaction of its is on its way is created in one transaction (docs/adr/0012).
 */
@ApplicationScoped
public class ExportStart {
    private static final int MAX_BATCH = 100;

    private final ProjectSnapshots snapshots;
    private final NewTasks tasks;
    private final QueueNotifier notifier;
    private final Batches<String, Request, Outcome> batches;

    ExportStart(ProjectSnapshots snapshots, NewTasks tasks, QueueNotifier notifier, Vertx vertx) {
        this.snapshots = snapshots;
        this.tasks = tasks;
        this.notifier = notifier;
        this.batches = new Batches<>(MAX_BATCH, work -> runOutsideOfRequests(vertx, work), this::startAll);
    }

    /** A task that is committed, and how far its numbers go. */
    public record Started(String taskId, PeriodReach reach) {}

    /** What is exported. */
    public enum Report {
        DESKTOPS {
            @Override
            ReportRequest read(ParameterReader reader, String projectId, Instant oldestExportableStart) {
                return new ReportRequest.Desktops(DesktopUsageRequest.read(reader, projectId, oldestExportableStart));
            }
        },
        USERS {
            @Override
            ReportRequest read(ParameterReader reader, String projectId, Instant oldestExportableStart) {
                return new ReportRequest.Users(UserUsageRequest.read(reader, projectId, oldestExportableStart));
            }
        },
        CONNECTIONS {
            @Override
            ReportRequest read(ParameterReader reader, String projectId, Instant oldestExportableStart) {
                return new ReportRequest.Connections(ConnectionRequest.readOfPeriod(reader, projectId));
            }
        };

        abstract ReportRequest read(ParameterReader reader, String projectId, Instant oldestExportableStart);
    }

    private record Request(Report report, ParameterReader reader, boolean ofKnownProject) {
        Wanted validate(String projectId, Snapshot snapshot) {
            ReportRequest request = report.read(reader, projectId, snapshot.oldestExportableStart());
            FileForm form = FileForm.read(reader);
            reader.breaches().throwIfAny();
            if (ofKnownProject) {
                snapshot.requireKnown();
            }
            return new Wanted(
                    NewTask.of(request, form, snapshot), snapshot.reach(request.startTime(), request.endTime()));
        }

        Outcome tryToValidate(String projectId, Snapshot snapshot) {
            try {
                return new Outcome(validate(projectId, snapshot), null);
            } catch (RuntimeException refusal) {
                return new Outcome(null, refusal);
            }
        }
    }

    private record Wanted(NewTask task, PeriodReach reach) {
        Started started() {
            return new Started(task.id(), reach);
        }
    }

    /** One of them is {@code null}: a batch does not fail for what one request has done. */
    private record Outcome(Wanted wanted, RuntimeException refusal) {
        boolean isTask() {
            return wanted != null;
        }

        NewTask task() {
            return wanted.task();
        }

        Started started() {
            if (refusal != null) {
                throw refusal;
            }
            return wanted.started();
        }
    }

    /**
     * Creates the task, if no rule is broken by the values or was by what the reader has read before. A project that
     * nobody has heard of has an export without rows.
     */
    public Uni<Started> start(Report report, String projectId, ParameterReader reader) {
        return batches.add(projectId, new Request(report, reader, false)).map(Outcome::started);
    }

    /** As {@link #start}, of desktops, but for a project that is known, and once for a key. */
    public Uni<Started> startOfKnown(String projectId, ParameterReader reader, Optional<String> idempotencyKey) {
        Request request = new Request(Report.DESKTOPS, reader, true);
        return idempotencyKey.isPresent()
                ? startOnce(projectId, request, idempotencyKey.get())
                : batches.add(projectId, request).map(Outcome::started);
    }

    private Uni<Started> startOnce(String projectId, Request request, String idempotencyKey) {
        return snapshots
                .write(projectId, snapshot -> {
                    Wanted wanted = request.validate(projectId, snapshot);
                    return tasks.createOnce(snapshot.connection(), projectId, wanted.task(), idempotencyKey)
                            .map(taskId -> new Started(taskId, wanted.reach()));
                })
                .invoke(notifier::notifyWorkers);
    }

    private Uni<List<Outcome>> startAll(String projectId, List<Request> requests) {
        return snapshots
                .write(projectId, snapshot -> {
                    List<Outcome> validated = requests.stream()
                            .map(request -> request.tryToValidate(projectId, snapshot))
                            .toList();
                    return create(snapshot, projectId, validated);
                })
                .invoke(outcomes -> {
                    if (outcomes.stream().anyMatch(Outcome::isTask)) {
                        notifier.notifyWorkers();
                    }
                });
    }

    private Uni<List<Outcome>> create(Snapshot snapshot, String projectId, List<Outcome> validated) {
        List<NewTask> wanted =
                validated.stream().filter(Outcome::isTask).map(Outcome::task).toList();
        return tasks.create(snapshot.connection(), projectId, wanted).map(created -> validated.stream()
                .map(outcome -> refuseUnlessCreated(outcome, created))
                .toList());
    }

    private Outcome refuseUnlessCreated(Outcome outcome, Set<String> created) {
        boolean refused = outcome.isTask() && !created.contains(outcome.task().id());
        return refused ? new Outcome(null, tasks.tooManyUnfinished()) : outcome;
    }

    /** A batch belongs to none of the requests in it, nor do the lines that it logs. */
    private static void runOutsideOfRequests(Vertx vertx, Runnable work) {
        VertxContext.getRootContext(vertx.getOrCreateContext()).runOnContext(now -> work.run());
    }
}
