package dev.deskhours.db;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How transactions end, all on one connection: what one leaves behind would be there for the next. */
class TransactionsTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String KNOW = "insert into project (project_id) values ('a')";

    private TenantDatabase database;
    private Pool pool;
    private Transactions transactions;

    @BeforeEach
    void start() throws IOException, SQLException {
        database = new TenantDatabase();
        pool = database.pool(Login.MEMBER, 1);
        transactions = new Transactions(pool);
    }

    @AfterEach
    void stop() throws IOException {
        pool.closeAndAwait();
        database.close();
    }

    @Test
    void workIsCommittedBeforeItsResultIsThere() throws SQLException {
        String result = written(connection -> run(connection, KNOW).replaceWith("done"));
        assertThat(result).isEqualTo("done");
        assertThat(known()).isEqualTo("1");
        assertNothingIsLeft();
    }

    @Test
    void workNeedsNoStatement() {
        String result = written(connection -> Uni.createFrom().item("done"));
        assertThat(result).isEqualTo("done");
        assertNothingIsLeft();
    }

    @Test
    void workThatFailsIsUndone() throws SQLException {
        IllegalStateException failure = new IllegalStateException("no");
        assertThatThrownBy(() ->
                        written(connection -> run(connection, KNOW).onItem().failWith(() -> failure)))
                .isSameAs(failure);
        assertThatThrownBy(() -> written(connection -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(known()).isEqualTo("0");
        assertNothingIsLeft();
    }

    /** To commit it would be no error in PostgreSQL. */
    @Test
    void workThatHidesAFailedStatementFails() throws SQLException {
        assertThat(refusal(connection -> run(connection, KNOW)
                        .chain(() -> run(connection, "select 1 / 0"))
                        .onFailure()
                        .recoverWithNull()))
                .isEqualTo("25P02");
        assertThat(known()).isEqualTo("0");
        assertNothingIsLeft();
    }

    @Test
    void whatCannotBeginFailsForItsOwnReason() throws SQLException {
        database.execute(Login.MEMBER, "revoke deskhours_service from desk_member");
        assertThat(refusal(connection -> run(connection, KNOW))).isEqualTo("42501");
        assertThat(refusal(connection -> Uni.createFrom().nullItem())).isEqualTo("42501");
        assertThat(known()).isEqualTo("0");

        database.execute(Login.MEMBER, "grant deskhours_service to desk_member");
        written(connection -> run(connection, KNOW));
        assertThat(known()).isEqualTo("1");
    }

    /** As of a process that is stopped in the middle of it. */
    @Test
    void workThatStandsStillLetsItsLocksGo() throws SQLException {
        database.execute(Login.MEMBER, KNOW);
        transactions
                .serviceWide(connection -> run(connection, "select from project for update")
                        .chain(() -> run(connection, "select pg_advisory_xact_lock(1)"))
                        .chain(() -> Uni.createFrom().nothing()))
                .subscribe()
                .with(done -> {}, failure -> {});
        Awaitility.await("it has the locks").until(() -> locks() == 1);
        Awaitility.await("they are gone").atMost(Duration.ofSeconds(30)).until(() -> locks() == 0);
        written(connection -> run(connection, "update project set time_zone = 'UTC'"));
        assertNothingIsLeft();
    }

    /** As of an upload that is frozen between its lock and its end; before it has a lock it may wait for its body. */
    @Test
    void workThatBlocksAndStandsStillLetsItsLocksGo() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> frozen =
                CompletableFuture.runAsync(() -> transactions.writeBlocking("a", connection -> {
                    Locks.acquire(connection, "change a").await().atMost(LONGEST);
                    return await(end);
                }));
        try {
            Awaitility.await("it has the lock").until(() -> locks() == 1);
            Awaitility.await("it is gone").atMost(Duration.ofSeconds(30)).until(() -> locks() == 0);
        } finally {
            end.countDown();
        }
        assertThatThrownBy(frozen::get).hasCauseInstanceOf(ClosedConnectionException.class);
        written(connection -> run(connection, KNOW));
        assertNothingIsLeft();
    }

    /** Where each holds one connection and waits for a second, nobody would ever get it. */
    @Test
    void readingGoesOnWithTheConnectionsThatAreFree() {
        assertThat(snapshots(transactions)).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void allConnectionsReadOneSnapshot() {
        Pool larger = database.pool(Login.MEMBER, 3);
        try {
            List<String> snapshots = snapshots(new Transactions(larger));
            assertThat(snapshots).hasSize(3);
            assertThat(Set.copyOf(snapshots)).hasSize(1);
        } finally {
            larger.closeAndAwait();
        }
    }

    /** That of each connection, of three. */
    private static List<String> snapshots(Transactions transactions) {
        return transactions
                .readSnapshot(
                        "a",
                        snapshot -> transactions.readTogether(snapshot, "a", 3, together -> Multi.createFrom()
                                .iterable(together)
                                .onItem()
                                .transformToUniAndConcatenate(TransactionsTest::snapshot)
                                .collect()
                                .asList()))
                .await()
                .atMost(LONGEST);
    }

    private static Uni<String> snapshot(SqlConnection connection) {
        return connection.query("select pg_current_snapshot()::text").execute().map(rows -> rows.iterator()
                .next()
                .getString(0));
    }

    @Test
    void allBeginWithTheSameSettings() {
        List<String> seen = List.of(
                written(TransactionsTest::settings),
                transactions
                        .writeSnapshot("a", TransactionsTest::settings)
                        .await()
                        .atMost(LONGEST),
                transactions.serviceWide(TransactionsTest::settings).await().atMost(LONGEST),
                transactions.writeBlocking("a", connection -> Locks.acquire(connection, "any")
                        .chain(() -> settings(connection))
                        .await()
                        .atMost(LONGEST)));
        assertThat(seen).containsOnly("deskhours_service off 10s 2min 30min");
        assertThat(transactions
                        .readSnapshot("a", TransactionsTest::settings)
                        .await()
                        .atMost(LONGEST))
                .isEqualTo("deskhours_service off 5min 2min 5min");
    }

    /** A Citus coordinator forwards such a message whole, and its workers commit before it does. */
    @Test
    void noMessageBothSetsSomethingAndBeginsOrEnds() {
        RecordingPool recording = new RecordingPool(pool);
        Transactions recorded = new Transactions(recording);
        recorded.write("a", connection -> run(connection, KNOW)).await().atMost(LONGEST);
        recorded.writeBlocking(
                "a", connection -> run(connection, "select 1").await().atMost(LONGEST));
        recorded.readSnapshot("a", connection -> run(connection, "select 1"))
                .await()
                .atMost(LONGEST);
        assertThatThrownBy(() -> recorded.write("a", connection -> run(connection, "select 1 / 0"))
                        .await()
                        .atMost(LONGEST))
                .hasMessageContaining("division by zero");
        assertThat(recording.messages())
                .contains("begin", "begin isolation level repeatable read, read only", "commit", "rollback")
                .noneMatch(message ->
                        message.contains("set ") && message.matches("(?s).*\\b(begin|commit|rollback)\\b.*"));
    }

    private static Uni<String> settings(SqlConnection connection) {
        return connection.query("""
                        select concat_ws(' ', current_user, current_setting('jit'),
                            current_setting('idle_in_transaction_session_timeout'),
                            current_setting('lock_timeout'), current_setting('statement_timeout'))
                        """).execute().map(rows -> rows.iterator()
                .next()
                .getString(0));
    }

    private static Void await(CountDownLatch end) {
        try {
            assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
            return null;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private long locks() throws SQLException {
        return Long.parseLong(
                database.column(Login.MEMBER, "select count(*) from pg_locks where locktype = 'advisory' and granted")
                        .get(0));
    }

    private <T> T written(Function<SqlConnection, Uni<T>> work) {
        return transactions.write("a", work).await().atMost(LONGEST);
    }

    private String refusal(Function<SqlConnection, Uni<Object>> work) {
        return catchThrowableOfType(PgException.class, () -> written(work)).getSqlState();
    }

    private static Uni<Object> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute().map(rows -> rows);
    }

    private String known() throws SQLException {
        return database.column(Login.MEMBER, "select count(*) from project").get(0);
    }

    private void assertNothingIsLeft() {
        String left = pool.query("select current_user || ':' || current_setting('deskhours.project_id', true)")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(LONGEST);
        assertThat(left).isEqualTo("desk_member:");
    }
}
