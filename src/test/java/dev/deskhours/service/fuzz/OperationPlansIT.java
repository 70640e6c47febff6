package dev.deskhours.service.fuzz;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.StockPostgres;
import dev.deskhours.testing.Tenant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How PostgreSQL as it is packaged executes what the operations of the contract ask for, beside tenants whom its statistics
 * know: what is about one project is read by an index condition on it, and what is about all by an index.
 */
class OperationPlansIT {
    private static final int TENANTS = 5;
    private static final int REQUESTS = 600;
    private static final long SEED = 11;
    /** Once in a while, over all projects. */
    private static final Pattern OF_METRICS =
            Pattern.compile("^select (time_zone, min\\(aggregated_through|status, count\\(\\*\\))");

    private static final Pattern OF_ONE_PROJECT = Pattern.compile("project_id\\s*=\\s*\\$");

    @Test
    void everyTableIsReadByItsIndex() throws Exception {
        StockPostgres.assumeInstalled();
        StockPostgres server = StockPostgres.start(settings());
        try (SharedDatabase database = new SharedDatabase(server);
                ServiceProcess service = launch(database).serve()) {
            for (int number = 0; number < TENANTS; number++) {
                new Tenant(service.client(), "tenant-" + number, new Office(20, 3)).goTheMainWay();
            }
            database.execute("analyze");
            int before = server.plans().size();

            ask(service.client());

            List<String> tables = tables(database);
            List<JsonNode> executed = server.plans().stream().skip(before).toList();
            assertThat(executed).hasSizeGreaterThan(REQUESTS).allSatisfy(plan -> {
                assertThat(plan.has("JIT")).as("JIT: %s", plan).isFalse();
                nodes(plan.path("Plan"))
                        .filter(node ->
                                tables.contains(node.path("Relation Name").asText()))
                        .forEach(node ->
                                assertReadByIndex(node, plan.path("Query Text").asText()));
            });
        }
    }

    /** Small tables are read whole where they may be: only so does it show where an index cannot be used. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(StockPostgres.WITH_PLANS);
        settings.put("enable_seqscan", "off");
        settings.put("autovacuum", "off");
        return settings;
    }

    private static ServiceProcess.Launch launch(SharedDatabase database) {
        return database.launch()
                .with("deskhours.limits.requests-per-second", 1_000_000)
                .with("deskhours.limits.burst", 1_000_000);
    }

    /** All operations, in the main a good way. */
    private static void ask(ProcessClient client) throws IOException {
        Tenant tenant = new Tenant(client, FuzzIT.PROJECT, new Office(20, 3));
        tenant.goTheMainWay();
        tenant.export();
        List<String> tasks =
                client.json("/v2/" + FuzzIT.PROJECT + "/export-tasks").findValuesAsText("task_id");
        Contract contract = Contract.read(Path.of("docs", "openapi.yaml"));
        Fuzzer fuzzer = new Fuzzer(contract, List.of("Accept: */*"), tasks, SEED);
        int port = URI.create(client.url()).getPort();
        for (int number = 0; number < REQUESTS; number++) {
            Answer.of(fuzzer.next(), port);
        }
    }

    /** All that have rows of projects, but the log of runs, which retention keeps small. */
    private static List<String> tables(SharedDatabase database) throws Exception {
        return database.column("""
                select table_name from information_schema.columns join information_schema.tables
                    using (table_schema, table_name)
                where table_schema = 'public' and column_name = 'project_id' and table_type = 'BASE TABLE'
                    and table_name <> 'aggregation_run'
                """);
    }

    private static void assertReadByIndex(JsonNode node, String statement) {
        String type = node.path("Node Type").asText();
        if (type.endsWith("Scan") && OF_ONE_PROJECT.matcher(statement).find()) {
            assertThat(node.path("Index Cond").asText()
                            + node.path("Recheck Cond").asText())
                    .as("%s of %s", node, statement)
                    .contains("project_id = ");
        }
        if (!OF_METRICS.matcher(statement).find()) {
            assertThat(type).as("%s of %s", node, statement).isNotEqualTo("Seq Scan");
        }
    }

    private static Stream<JsonNode> nodes(JsonNode plan) {
        return Stream.concat(
                Stream.of(plan),
                StreamSupport.stream(plan.path("Plans").spliterator(), false).flatMap(OperationPlansIT::nodes));
    }
}
