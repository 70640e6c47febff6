package dev.deskhours.service;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.deskhours.testing.StockPostgres;
import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How PostgreSQL as it is packaged executes the service's statements, beside twenty tenants whom its statistics know: each
 * table of tenants is read by an index condition on the project, and nothing takes the square of its size.
 */
class PlansOnStockPostgresTest {
    private static final int TENANTS = 20;

    /** Where 1,400 desktops or 4,200 sessions were compared with one another it would be millions. */
    private static final long MAX_ROWS_IN_VAIN = 60_000;

    private static StockPostgres server;
    private static TenantDatabase database;
    private static List<String> tables;

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        StockPostgres.assumeInstalled();
        Map<String, String> settings = new HashMap<>(StockPostgres.WITH_PLANS);
        // Small tables are read whole where they may be: only so does it show where an index cannot be used.
        settings.put("enable_seqscan", "off");
        settings.put("autovacuum", "off");
        server = StockPostgres.start(settings);
        database = new TenantDatabase(server);
        tables = database.tables();
        try (ProjectWork work = new ProjectWork(database.pool(Login.OWNER, 4))) {
            for (int tenant = 0; tenant < TENANTS; tenant++) {
                work.fill("tenant-" + tenant, 40);
            }
        }
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    /** What the statistics know when the work begins; nothing, until they are asked for. */
    private enum Known {
        NOTHING,
        OTHER_PROJECTS,
        THE_PROJECT
    }

    @ParameterizedTest
    @EnumSource
    void everyTableIsReadByItsIndex(Known known) throws IOException, SQLException {
        String project = "project-" + known;
        try (ProjectWork work = new ProjectWork(database.pool(Login.OWNER, 4))) {
            if (known == Known.THE_PROJECT) {
                work.fill(project, 1400);
            }
            if (known != Known.NOTHING) {
                database.execute(Login.OWNER, "analyze");
            }
            int before = server.plans().size();
            work.work(project);
            List<JsonNode> executed = server.plans().stream().skip(before).toList();
            assertThat(executed).hasSizeGreaterThan(100).allSatisfy(plan -> {
                assertThat(plan.has("JIT")).as("JIT: %s", plan).isFalse();
                nodes(plan.path("Plan")).forEach(node -> assertReadByIndex(node, plan.path("Query Text")));
            });
        }
    }

    private static void assertReadByIndex(JsonNode node, JsonNode statement) {
        long inVain = node.path("Actual Loops").asLong()
                * (node.path("Rows Removed by Filter").asLong()
                        + node.path("Rows Removed by Join Filter").asLong());
        assertThat(inVain).as("rows in vain, %s of %s", node, statement).isLessThan(MAX_ROWS_IN_VAIN);
        boolean scan = node.path("Node Type").asText().endsWith("Scan");
        if (scan && tables.contains(node.path("Relation Name").asText())) {
            assertThat(node.path("Index Cond").asText()
                            + node.path("Recheck Cond").asText())
                    .as("%s of %s", node, statement)
                    .contains("project_id = ");
        }
    }

    private static Stream<JsonNode> nodes(JsonNode plan) {
        return Stream.concat(
                Stream.of(plan),
                StreamSupport.stream(plan.path("Plans").spliterator(), false).flatMap(PlansOnStockPostgresTest::nodes));
    }
}
