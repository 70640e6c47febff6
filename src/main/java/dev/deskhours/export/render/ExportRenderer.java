package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.OrderedRows;
import dev.deskhours.days.connection.Connection;
import dev.deskhours.days.connection.ConnectionQuery;
import dev.deskhours.days.connection.ConnectionRequest;
import dev.deskhours.days.user.UserUsage;
import dev.deskhours.days.user.UserUsageQuery;
import dev.deskhours.days.user.UserUsageRequest;
import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;

/**
 * Writes the figures of all that match a request in the form that was asked for, in one snapshot of the
 * database (docs/spec/api.md, The file).
 */
@ApplicationScoped
public class ExportRenderer {
    private static final int REPORT_EVERY = 2000;

    private final ProjectSnapshots snapshots;
    private final Transactions transactions;
    private final DesktopUsageQuery desktops;
    private final UserUsageQuery users;
    private final ConnectionQuery logins;
    private final ExportConnections connections;
    private final ExportConfig config;

    ExportRenderer(
            ProjectSnapshots snapshots,
            Transactions transactions,
            DesktopUsageQuery desktops,
            UserUsageQuery users,
            ConnectionQuery logins,
            ExportConnections connections,
            ExportConfig config) {
        this.snapshots = snapshots;
        this.transactions = transactions;
        this.desktops = desktops;
        this.users = users;
        this.logins = logins;
        this.connections = connections;
        this.config = config;
    }

    /**
     * What a rendering has written.
     *
     * @param rows without the header
     */
    public record Rendered(long rows, ExportPeriod period, String fileKind) {
        public String fileName(String taskId, FileForm form) {
            return period.fileName(fileKind, taskId, form);
        }
    }

    /** Is told how far a rendering has come, and may end it by throwing. */
    @FunctionalInterface
    public interface Progress {
        /** For those who do not want to know. */
        Progress NONE = (rows, maxRows) -> {};

        /**
         * @param rows rendered so far
         * @param maxRows how many there can be at most
         */
        void rendered(long rows, long maxRows);
    }

    /**
     * Blocks until all is written; not to be called on an event loop. The stream is neither flushed nor closed.
     *
     * @throws IOException that of the stream; whatever else fails is a {@link RuntimeException}, as what the progress throws
     */
    public Rendered render(ReportRequest request, FileForm form, OutputStream out, Progress progress)
            throws IOException {
        Rendering rendering = new Rendering(request, form, out, progress);
        try {
            return snapshots.read(request.projectId(), rendering::run).await().indefinitely();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private interface Row<T> {
        void write(T element) throws IOException;
    }

    private final class Rendering {
        private final ReportRequest request;
        private final FileForm form;
        private final OutputStream out;
        private final Progress progress;

        Rendering(ReportRequest request, FileForm form, OutputStream out, Progress progress) {
            this.request = request;
            this.form = form;
            this.out = out;
            this.progress = progress;
        }

        Uni<Rendered> run(Snapshot snapshot) {
            if (request instanceof ReportRequest.Connections ofConnections) {
                // They are there as soon as they are sent in, whatever days are aggregated.
                ExportPeriod asked = ExportPeriod.of(request, snapshot.days(), Optional.empty());
                return writeConnections(snapshot, ofConnections.request())
                        .map(rows -> new Rendered(rows, asked, request.fileKind()));
            }
            Optional<CoveredDays> covered = snapshot.covered(request.startTime(), request.endTime());
            ExportPeriod period = ExportPeriod.of(request, snapshot.days(), covered);
            return covered.map(days -> writeRows(snapshot, days))
                    .orElseGet(() -> onWorker(() -> write(table -> 0)))
                    .map(rows -> new Rendered(rows, period, request.fileKind()));
        }

        private Uni<Long> writeRows(Snapshot snapshot, CoveredDays covered) {
            return request instanceof ReportRequest.Users ofUsers
                    ? writeUsers(snapshot, covered, ofUsers.request())
                    : writeDesktops(snapshot, covered, ((ReportRequest.Desktops) request).request());
        }

        private Uni<Long> writeDesktops(Snapshot snapshot, CoveredDays covered, DesktopUsageRequest wanted) {
            return desktops.maxDesktops(snapshot.connection(), request.projectId())
                    .chain(maxRows -> transactions.readTogether(
                            snapshot.connection(),
                            request.projectId(),
                            connections.forDesktops(maxRows),
                            together -> onWorker(() -> write(table -> {
                                try (OrderedRows<DesktopUsage> rows = desktops.open(together, covered, wanted)) {
                                    return writeAll(rows, new DesktopUsageRow(table, covered)::write, maxRows);
                                }
                            }))));
        }

        private Uni<Long> writeUsers(Snapshot snapshot, CoveredDays covered, UserUsageRequest wanted) {
            return users.maxUsers(snapshot.connection(), request.projectId())
                    .chain(maxRows -> onWorker(() -> write(table -> {
                        try (OrderedRows<UserUsage> rows = users.open(snapshot.connection(), covered, wanted)) {
                            return writeAll(rows, new UserUsageRow(table, covered)::write, maxRows);
                        }
                    })));
        }

        private Uni<Long> writeConnections(Snapshot snapshot, ConnectionRequest wanted) {
            return logins.count(snapshot.connection(), wanted)
                    .chain(maxRows -> onWorker(() -> write(table -> {
                        try (OrderedRows<Connection> rows = logins.open(snapshot.connection(), wanted)) {
                            return writeAll(rows, new ConnectionRow(table)::write, maxRows);
                        }
                    })));
        }

        private long write(FileForm.Rows rows) throws IOException {
            return form.write(out, columns(), config, rows);
        }

        private List<TableWriter.Column> columns() {
            if (request instanceof ReportRequest.Connections) {
                return ConnectionRow.COLUMNS;
            }
            return request instanceof ReportRequest.Users ? UserUsageRow.COLUMNS : DesktopUsageRow.COLUMNS;
        }

        private <T> long writeAll(OrderedRows<T> elements, Row<T> row, long maxRows) throws IOException {
            long rows = 0;
            while (elements.hasNext()) {
                row.write(elements.next());
                rows++;
                if (rows % REPORT_EVERY == 0) {
                    progress.rendered(rows, maxRows);
                }
            }
            progress.rendered(rows, maxRows);
            return rows;
        }
    }

    private interface Work {
        long run() throws IOException;
    }

    /** The one way from a transaction, which is reactive, to what is written, which blocks. */
    private static Uni<Long> onWorker(Work work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(begun -> {
                    try {
                        return work.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
