package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageOrder;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.Slice;
import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;

/** Writes the figures of all desktops that match a request as CSV, in one snapshot of the database. */
@ApplicationScoped
public class ExportRenderer {
    private static final int REPORTED_EVERY = 2000;
    // Numbers have no gaps; counting the desktops would take a tenth of the export.
    private static final String MOST = """
            select coalesce(max(number) + 1, 0)
                + (select count(*) from desktop where project_id = $1 and number is null)
            from desktop
            where project_id = $1
            """;

    private final ProjectSnapshots snapshots;
    private final Transactions transactions;
    private final DesktopUsageQuery query;
    private final ExportConnections connections;
    private final ExportConfig config;

    public ExportRenderer(
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
     * Renders on a worker thread; the stream, which is neither flushed nor closed, may block.
     *
     * @return fails with {@link UncheckedIOException} if the stream does, and with what the progress throws
     */
    public Uni<Rendered> render(DesktopUsageRequest request, OutputStream out, ExportProgress progress) {
        return snapshots.read(request.projectId(), snapshot -> {
            Optional<CoveredDays> covered = snapshot.covered(request.startTime(), request.endTime());
            Uni<Long> rows = covered.isPresent()
                    ? rows(snapshot, covered.get(), request, out, progress)
                    : onWorker(() -> begin(out).flush()).replaceWith(0L);
            ExportPeriod period = ExportPeriod.of(request, snapshot.days(), covered);
            return rows.map(count -> new Rendered(count, period));
        });
    }

    private Uni<Long> rows(
            Snapshot snapshot,
            CoveredDays covered,
            DesktopUsageRequest request,
            OutputStream out,
            ExportProgress progress) {
        return most(snapshot, request.projectId())
                .chain(most -> transactions.readTogether(
                        snapshot.connection(),
                        request.projectId(),
                        connections.forDesktops(most),
                        together -> opened(together, List.of(), covered, request, cursors -> {
                            Rendering rendering = new Rendering(cursors, request, covered, out, progress, most);
                            return onWorker(rendering::run).map(done -> rendering.rows);
                        })));
    }

    /** Opens a cursor on each connection, which is closed whatever comes of the work. */
    private <T> Uni<T> opened(
            List<SqlConnection> connections,
            List<Cursor> opened,
            CoveredDays covered,
            DesktopUsageRequest request,
            Function<List<Cursor>, Uni<T>> work) {
        int next = opened.size();
        if (next == connections.size()) {
            return work.apply(opened);
        }
        return query.open(connections.get(next), covered, request, new Slice(next, connections.size()))
                .chain(cursor -> {
                    List<Cursor> more = new ArrayList<>(opened);
                    more.add(cursor);
                    return opened(connections, more, covered, request, work).eventually(cursor::close);
                });
    }

    private static Uni<Long> most(Snapshot snapshot, String projectId) {
        return snapshot.connection()
                .preparedQuery(MOST)
                .execute(Tuple.of(projectId))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private CsvWriter begin(OutputStream out) throws IOException {
        CsvWriter csv = new CsvWriter(out, config.csv().byteOrderMark());
        DesktopUsageRow.header(csv);
        return csv;
    }

    private static Uni<Void> onWorker(Blocking work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private interface Blocking {
        void run() throws IOException;
    }

    /** One walk through the cursors. */
    private final class Rendering {
        private final List<Cursor> cursors;
        private final Comparator<DesktopUsage> order;
        private final CoveredDays covered;
        private final OutputStream out;
        private final ExportProgress progress;
        private final long most;
        private long rows;

        Rendering(
                List<Cursor> cursors,
                DesktopUsageRequest request,
                CoveredDays covered,
                OutputStream out,
                ExportProgress progress,
                long most) {
            this.cursors = cursors;
            this.order = DesktopUsageOrder.of(request.filter()).comparator();
            this.covered = covered;
            this.out = out;
            this.progress = progress;
            this.most = most;
        }

        void run() throws IOException {
            CsvWriter csv = begin(out);
            DesktopUsageRow row = new DesktopUsageRow(csv, covered);
            Iterator<DesktopUsage> desktops = new Merged<>(
                    cursors.stream()
                            .map(cursor -> new CursorRows(cursor, covered))
                            .toList(),
                    order);
            while (desktops.hasNext()) {
                row.write(desktops.next());
                rows++;
                if (rows % REPORTED_EVERY == 0) {
                    progress.rendered(rows, most);
                }
            }
            progress.rendered(rows, most);
            csv.flush();
        }
    }
}
