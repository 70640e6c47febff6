package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.DesktopRows;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;

/**
 * Writes the figures of all desktops that match a request in the form that was asked for, in one snapshot of the
 * database (docs/spec/api.md, The file).
 */
@ApplicationScoped
public class ExportRenderer {
    private static final int REPORT_EVERY = 2000;

    private final ProjectSnapshots snapshots;
    private final Transactions transactions;
    private final DesktopUsageQuery query;
    private final ExportConnections connections;
    private final ExportConfig config;

    ExportRenderer(
            ProjectSnapshots snapshots,
            Transactions transactions,
            DesktopUsageQuery query,
            ExportConnections connections,
            ExportConfig config) {
        this.snapshots = snapshots;
        this.transactions = transactions;
        this.query = query;
        this.connections = connections;
        this.config = config;
    }

    /**
     * What a rendering has written.
     *
     * @param rows without the header
     */
    public record Rendered(long rows, ExportPeriod period) {}

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
    public Rendered render(DesktopUsageRequest request, FileForm form, OutputStream out, Progress progress)
            throws IOException {
        Rendering rendering = new Rendering(request, form, out, progress);
        try {
            return snapshots.read(request.projectId(), rendering::run).await().indefinitely();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private final class Rendering {
        private final DesktopUsageRequest request;
        private final FileForm form;
        private final OutputStream out;
        private final Progress progress;

        Rendering(DesktopUsageRequest request, FileForm form, OutputStream out, Progress progress) {
            this.request = request;
            this.form = form;
            this.out = out;
            this.progress = progress;
        }

        Uni<Rendered> run(Snapshot snapshot) {
            Optional<CoveredDays> covered = snapshot.covered(request.startTime(), request.endTime());
            ExportPeriod period = ExportPeriod.of(request, snapshot.days(), covered);
            return covered.map(days -> writeRows(snapshot, days))
                    .orElseGet(() -> onWorker(() -> write(table -> 0)))
                    .map(rows -> new Rendered(rows, period));
        }

        private Uni<Long> writeRows(Snapshot snapshot, CoveredDays covered) {
            return query.maxDesktops(snapshot.connection(), request.projectId())
                    .chain(maxRows -> transactions.readTogether(
                            snapshot.connection(),
                            request.projectId(),
                            connections.forDesktops(maxRows),
                            together -> onWorker(() -> write(table -> writeRows(table, together, covered, maxRows)))));
        }

        private long write(FileForm.Rows rows) throws IOException {
            return form.write(out, DesktopUsageRow.COLUMNS, config, rows);
        }

        private long writeRows(TableWriter table, List<SqlConnection> together, CoveredDays covered, long maxRows)
                throws IOException {
            DesktopUsageRow row = new DesktopUsageRow(table, covered);
            long rows = 0;
            try (DesktopRows desktops = query.open(together, covered, request)) {
                while (desktops.hasNext()) {
                    row.write(desktops.next());
                    rows++;
                    if (rows % REPORT_EVERY == 0) {
                        progress.rendered(rows, maxRows);
                    }
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
