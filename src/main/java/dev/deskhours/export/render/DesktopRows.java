package dev.deskhours.export.render;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageOrder;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.Slice;
import dev.deskhours.project.CoveredDays;

/**
 * All desktops that match a request, in its order, read through a cursor on each of some connections that see the same
 * (docs/adr/0010). Blocks until the next desktop is there; to be closed whatever comes of it.
 */
final class DesktopRows implements Iterator<DesktopUsage>, AutoCloseable {
    private static final int BATCH = 2000;
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private final List<Cursor> cursors = new ArrayList<>();
    private Iterator<DesktopUsage> merged = Collections.emptyIterator();

    private DesktopRows() {}

    static DesktopRows open(
            DesktopUsageQuery query,
            List<SqlConnection> connections,
            CoveredDays covered,
            DesktopUsageRequest request) {
        DesktopRows rows = new DesktopRows();
        try {
            for (SqlConnection connection : connections) {
                Slice slice = new Slice(rows.cursors.size(), connections.size());
                rows.cursors.add(await(query.open(connection, covered, request, slice)));
            }
            rows.merge(covered, request);
            return rows;
        } catch (RuntimeException failure) {
            rows.closeAfter(failure);
            throw failure;
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void merge(CoveredDays covered, DesktopUsageRequest request) {
        // Each begins to read before any is waited for.
        List<CursorRows> parts =
                cursors.stream().map(cursor -> new CursorRows(cursor, covered)).toList();
        merged = new MergingIterator<>(
                parts, DesktopUsageOrder.of(request.filter()).comparator());
    }

    @Override
    public boolean hasNext() {
        return merged.hasNext();
    }

    @Override
    public DesktopUsage next() {
        return merged.next();
    }

    @Override
    public void close() {
        cursors.forEach(cursor -> await(cursor.close()));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(MAX_WAIT);
    }

    /** The desktops of one cursor: the database prepares the next batch while this one is read. */
    private static final class CursorRows implements Iterator<DesktopUsage> {
        private final Cursor cursor;
        private final CoveredDays covered;
        private CompletableFuture<RowSet<Row>> next;
        private Iterator<Row> rows = Collections.emptyIterator();

        /** Begins to read. */
        CursorRows(Cursor cursor, CoveredDays covered) {
            this.cursor = cursor;
            this.covered = covered;
            next = read();
        }

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && next != null) {
                rows = await(Uni.createFrom().completionStage(next)).iterator();
                next = cursor.hasMore() ? read() : null;
            }
            return rows.hasNext();
        }

        @Override
        public DesktopUsage next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return DesktopUsageQuery.desktop(rows.next(), covered);
        }

        private CompletableFuture<RowSet<Row>> read() {
            return cursor.read(BATCH).subscribeAsCompletionStage();
        }
    }
}
