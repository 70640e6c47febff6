package dev.deskhours.db;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Some connections that read as one transaction does. */
class ReadTogetherTest {
    private static final int CONNECTIONS = 3;

    private static TenantDatabase database;
    private Pool pool;
    private Transactions transactions;

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        database = new TenantDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void connect() {
        pool = database.pool(Login.MEMBER, CONNECTIONS + 1);
        transactions = new Transactions(pool);
    }

    @AfterEach
    void disconnect() {
        pool.closeAndAwait();
    }

    @Test
    void allSeeTheProjectAsItWasWhenTheFirstBegan() {
        write("mine", "before");
        write("theirs", "other");
        List<List<String>> seen = await(transactions.readSnapshot("mine", first -> desktops(first)
                .chain(() -> written("mine", "after"))
                .chain(() -> transactions.readTogether(first, "mine", CONNECTIONS, ReadTogetherTest::everybody))));
        assertThat(seen).hasSize(CONNECTIONS).allSatisfy(one -> assertThat(one).containsExactly("before"));
        List<String> now = await(transactions.readSnapshot("mine", ReadTogetherTest::desktops));
        assertThat(now).containsExactly("after", "before");
    }

    @Test
    void afterAFailureAllConnectionsAreThereAgain() {
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() -> await(transactions.readSnapshot(
                            "any",
                            first -> transactions.readTogether(
                                    first, "any", CONNECTIONS, together -> together.get(CONNECTIONS - 1)
                                            .query("select 1 / 0")
                                            .execute()))))
                    .hasMessageContaining("division by zero");
        }
        List<List<String>> seen = await(transactions.readSnapshot(
                "any", first -> transactions.readTogether(first, "any", CONNECTIONS + 1, ReadTogetherTest::everybody)));
        assertThat(seen).hasSize(CONNECTIONS + 1);
    }

    private static Uni<List<List<String>>> everybody(List<SqlConnection> together) {
        return Multi.createFrom()
                .iterable(together)
                .onItem()
                .transformToUniAndConcatenate(ReadTogetherTest::desktops)
                .collect()
                .asList();
    }

    private static Uni<List<String>> desktops(SqlConnection connection) {
        return connection
                .query("select desktop_id from desktop order by desktop_id")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    private void write(String project, String desktop) {
        await(written(project, desktop));
    }

    private Uni<Void> written(String project, String desktop) {
        return transactions
                .write(project, connection -> connection
                        .preparedQuery(
                                "insert into desktop (project_id, desktop_id, first_heard_at, described_at) values ($1, $2, now(), now())")
                        .execute(Tuple.of(project, desktop)))
                .replaceWithVoid();
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(Duration.ofSeconds(10));
    }
}
