package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StockPostgresTest {
    @BeforeAll
    static void isInstalled() {
        StockPostgres.assumeInstalled();
    }

    @Test
    void hasTheSettingsOfItsPackage() throws IOException, SQLException {
        try (StockPostgres server = StockPostgres.start()) {
            assertThat(column(server, "select current_setting('jit')")).containsExactly("on");
            assertThat(column(server, "select current_setting('shared_buffers')"))
                    .containsExactly("128MB");
            assertThat(column(server, "select current_setting('listen_addresses')"))
                    .containsExactly("127.0.0.1");
        }
    }

    @Test
    void tellsThePlanOfWhatWasExecuted() throws IOException, SQLException {
        try (StockPostgres server = StockPostgres.start(StockPostgres.WITH_PLANS)) {
            column(server, "select count(*) from pg_class where relname = 'no plan is like this'");
            List<JsonNode> plans = server.plans();
            assertThat(plans).anySatisfy(plan -> {
                assertThat(plan.get("Query Text").asText()).contains("no plan is like this");
                assertThat(plan.get("Plan").get("Node Type").asText()).isEqualTo("Aggregate");
                assertThat(plan.get("Plan").get("Actual Rows").asInt()).isEqualTo(1);
            });
        }
    }

    @Test
    void keepsWhatWasCommittedWhenItCrashes() throws IOException, SQLException {
        try (StockPostgres server = StockPostgres.start()) {
            execute(server, "create table kept as select 42 as number");
            server.crash();
            server.startAgain();
            assertThat(column(server, "select number from kept")).containsExactly("42");
            server.stop();
            server.startAgain();
            assertThat(column(server, "select number from kept")).containsExactly("42");
        }
    }

    @Test
    void leavesNothing() throws IOException {
        StockPostgres server = StockPostgres.start();
        server.close();
        assertThat(Files.exists(server.log())).isFalse();
        assertThat(LoopbackPort.isOpen(server.port())).isFalse();
    }

    private static List<String> column(StockPostgres server, String sql) throws SQLException {
        try (Connection connection = server.connect(TestServer.SUPERUSER, "postgres")) {
            return FirstColumn.of(connection, sql);
        }
    }

    private static void execute(StockPostgres server, String sql) throws SQLException {
        try (Connection connection = server.connect(TestServer.SUPERUSER, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
