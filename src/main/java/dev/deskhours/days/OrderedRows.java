package dev.deskhours.days;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;

/**
 * Rows in order, read through a cursor on each of some connections: the database prepares the next ones while these are
 * read. Holds a few thousand however many there are. All methods block.
 */
public final class OrderedRows<T> implements Iterator<T>, AutoCloseable {
    private static final int FETCHED_AT_ONCE = 2000;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

    // Some hundred thousand desktops are sorted without a file; it ends with the transaction.
    private static final String SORT_MEMORY = "set local work_mem = '64MB'";

    private final List<Share<T>> shares = new ArrayList<>();
    private Iterator<T> merged;

    private OrderedRows() {}

    /** @param statements one for each connection, in the order of the comparator */
    static <T> OrderedRows<T> open(
            List<SqlConnection> connections,
            List<BoundStatement> statements,
            Function<Row, T> element,
            Comparator<? super T> order) {
        OrderedRows<T> rows = new OrderedRows<>();
        try {
            for (int share = 0; share < connections.size(); share++) {
                rows.shares.add(new Share<>(connections.get(share), statements.get(share), element));
            }
            rows.merged = new MergingIterator<>(rows.shares, order);
            return rows;
        } catch (RuntimeException failure) {
            rows.close();
            throw failure;
        }
    }

    /** As the statement orders them. */
    public static <T> OrderedRows<T> open(
            SqlConnection connection, BoundStatement statement, Function<Row, T> element) {
        OrderedRows<T> rows = new OrderedRows<>();
        Share<T> all = new Share<>(connection, statement, element);
        rows.shares.add(all);
        rows.merged = all;
        return rows;
    }

    @Override
    public boolean hasNext() {
        return merged.hasNext();
    }

    @Override
    public T next() {
        return merged.next();
    }

    @Override
    public void close() {
        shares.forEach(Share::close);
    }

    private static final class Share<T> implements Iterator<T> {
        private final Function<Row, T> element;
        private final PreparedStatement statement;
        private final Cursor cursor;
        private CompletableFuture<RowSet<Row>> fetched;
        private Iterator<Row> rows = Collections.emptyIterator();

        /** Begins to read. */
        Share(SqlConnection connection, BoundStatement bound, Function<Row, T> element) {
            this.element = element;
            connection.query(SORT_MEMORY).executeAndAwait();
            statement = connection.prepareAndAwait(bound.sql());
            cursor = statement.cursor(bound.values());
            fetched = fetch();
        }

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && fetched != null) {
                rows = Uni.createFrom()
                        .completionStage(fetched)
                        .await()
                        .atMost(LONGEST_FETCH)
                        .iterator();
                fetched = cursor.hasMore() ? fetch() : null;
            }
            return rows.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return element.apply(rows.next());
        }

        void close() {
            cursor.close().eventually(statement::close).await().indefinitely();
        }

        private CompletableFuture<RowSet<Row>> fetch() {
            return cursor.read(FETCHED_AT_ONCE).subscribeAsCompletionStage();
        }
    }
}
