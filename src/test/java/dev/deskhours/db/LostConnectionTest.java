package dev.deskhours.db;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.PoolOptions;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LostConnectionTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** A caller is told to come again, and a worker waits, only if the failure says what it is. */
    @Test
    void aStatementAfterTheLossFailsAsTheOneThatMetIt() throws Exception {
        try (TenantDatabase database = new TenantDatabase()) {
            Pool pool = database.pool(Login.SUPERUSER, 1);
            Transactions transactions = new Transactions(pool);
            try {
                assertLost(() -> transactions
                        .write("a", connection -> afterTheLoss(database, connection))
                        .await()
                        .atMost(LONGEST));
                assertLost(() -> transactions.writeBlocking(
                        "a",
                        connection -> afterTheLoss(database, connection).await().atMost(LONGEST)));
            } finally {
                pool.closeAndAwait();
            }
        }
    }

    @Test
    void aTransactionThatGetsNoConnectionInTimeFailsAsIfItsHadBeenLost() throws Exception {
        try (TenantDatabase database = new TenantDatabase()) {
            Pool pool = database.pool(
                    Login.SUPERUSER,
                    new PoolOptions().setMaxSize(1).setConnectionTimeout(1).setConnectionTimeoutUnit(TimeUnit.SECONDS));
            Transactions transactions = new Transactions(pool);
            try {
                transactions.writeBlocking("a", held -> {
                    assertLost(() -> transactions
                            .write("b", connection -> Uni.createFrom().item(1))
                            .await()
                            .atMost(LONGEST));
                    assertLost(() -> transactions.writeBlocking("b", connection -> 1));
                    return null;
                });
            } finally {
                pool.closeAndAwait();
            }
        }
    }

    @Test
    void aSocketMayBreakAsAFileMay() {
        IOException broken = new IOException("Broken pipe");
        assertThat(LostConnection.isCauseOf(broken)).isFalse();
        broken.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("sun.nio.ch.SocketDispatcher", "write0", null, -2),
            new StackTraceElement("io.netty.channel.socket.nio.NioSocketChannel", "doWrite", null, 1)
        });
        assertThat(LostConnection.isCauseOf(new CompletionException(broken))).isTrue();
    }

    @Test
    void anyOtherFailureStaysWhatItIs() {
        assertThat(LostConnection.isCauseOf(new IllegalStateException(new SQLException("no"))))
                .isFalse();
    }

    private static Uni<Void> afterTheLoss(TenantDatabase database, SqlConnection connection) {
        return connection
                .query("select pg_sleep(10)")
                .execute()
                .onSubscription()
                .invoke(() -> terminate(database))
                .onFailure()
                .recoverWithNull()
                .chain(() -> connection.query("select 1").execute())
                .replaceWithVoid();
    }

    private static void terminate(TenantDatabase database) {
        try {
            database.execute(
                    Login.SUPERUSER,
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                            + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void assertLost(Supplier<?> work) {
        assertThatThrownBy(work::get).isSameAs(ClosedConnectionException.INSTANCE);
    }
}
