package dev.deskhours.export.render;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.project.CoveredDays;

/** The desktops of a cursor: the database prepares the next batch while this one is read. Blocks until it is there. */
final class CursorRows implements Iterator<DesktopUsage> {
    private static final int BATCH = 2000;
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);

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
            rows = Uni.createFrom()
                    .completionStage(next)
                    .await()
                    .atMost(LONGEST_BATCH)
                    .iterator();
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
