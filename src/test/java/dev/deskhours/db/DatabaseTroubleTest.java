package dev.deskhours.db;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;
import dev.deskhours.web.UnreachableDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Which refusals of the database are its own trouble, and which are a mistake of ours. */
class DatabaseTroubleTest {
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
    void aRightThatWasTakenAwayIsTrouble() throws SQLException {
        database.execute(Login.MEMBER, "revoke insert on project from deskhours_service");
        assertThat(isTrouble("insert into project (project_id) values ('a')")).isTrue();
        database.execute(Login.MEMBER, "revoke deskhours_service from desk_member");
        assertThat(isTrouble("select 1")).isTrue();
    }

    @Test
    void aRowOfAnotherProjectIsAMistake() {
        assertThat(isTrouble("insert into project (project_id) values ('b')")).isFalse();
    }

    @Test
    void aStatementThatIsWrongIsAMistake() {
        assertThat(isTrouble("select 1 / 0")).isFalse();
        assertThat(isTrouble("select nothing from nowhere")).isFalse();
    }

    @Test
    void aDatabaseThatIsReadOnlyIsTrouble() throws SQLException {
        database.execute(Login.MEMBER, "alter role desk_member set default_transaction_read_only = on");
        assertThat(isTrouble("insert into project (project_id) values ('a')")).isTrue();
        assertThat(catchThrowable(() -> run("select 1"))).isNull();
    }

    @Test
    void aStatementThatTakesTooLongIsTrouble() {
        assertThat(isTrouble("set local statement_timeout = '10ms'; select pg_sleep(10)"))
                .isTrue();
    }

    @Test
    void aConnectionThatIsEndedIsTrouble() {
        assertThat(isTrouble("select pg_terminate_backend(pg_backend_pid())")).isTrue();
        assertThat(catchThrowable(() -> run("select 1"))).isNull();
    }

    private boolean isTrouble(String sql) {
        Throwable failure = catchThrowable(() -> run(sql));
        assertThat(failure).isNotNull();
        return UnreachableDatabase.isCauseOf(failure);
    }

    private void run(String sql) {
        transactions
                .write("a", connection -> connection.query(sql).execute())
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
