package dev.deskhours.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.usage.CoveredDays;
import dev.deskhours.usage.DesktopUsageQuery;
import dev.deskhours.usage.DesktopUsageRequest;
import dev.deskhours.usage.ProjectSnapshots;
import dev.deskhours.usage.ProjectSnapshots.Snapshot;

/** Writes the figures of all desktops that match a request as CSV, in one snapshot of the database. */
@ApplicationScoped
public class ExportRenderer {
    private static final int BATCH = 2000;
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);
    private static final String MOST = "select count(*) from desktop where project_id = $1";

    private final ProjectSnapshots snapshots;
    private final DesktopUsageQuery query;
    private final ExportConfig config;

    public ExportRenderer(ProjectSnapshots snapshots, DesktopUsageQuery query, ExportConfig config) {
        this.snapshots = snapshots;
        this.query = query;
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
        return most(snapshot, request.projectId()).chain(most -> query.open(snapshot.connection(), covered, request)
                .chain(cursor -> {
                    Rendering rendering = new Rendering(cursor, covered, out, progress, most);
                    return onWorker(rendering::run).eventually(cursor::close).map(done -> rendering.rows);
                }));
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

    /** One walk through a cursor: the database prepares the next batch while this one is being written. */
    private final class Rendering {
        private final Cursor cursor;
        private final CoveredDays covered;
        private final OutputStream out;
        private final ExportProgress progress;
        private final long most;
        private long rows;

        Rendering(Cursor cursor, CoveredDays covered, OutputStream out, ExportProgress progress, long most) {
            this.cursor = cursor;
            this.covered = covered;
            this.out = out;
            this.progress = progress;
            this.most = most;
        }

        void run() throws IOException {
            CompletableFuture<RowSet<Row>> next = next();
            CsvWriter csv = begin(out);
            while (next != null) {
                RowSet<Row> batch =
                        Uni.createFrom().completionStage(next).await().atMost(LONGEST_BATCH);
                next = cursor.hasMore() ? next() : null;
                write(batch, csv);
                progress.rendered(rows, most);
            }
            csv.flush();
        }

        private CompletableFuture<RowSet<Row>> next() {
            return cursor.read(BATCH).subscribeAsCompletionStage();
        }

        private void write(RowSet<Row> batch, CsvWriter csv) throws IOException {
            for (Row row : batch) {
                DesktopUsageRow.write(csv, query.row(row), covered);
            }
            rows += batch.size();
        }
    }
}
