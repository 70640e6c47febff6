package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the number of workers follows in a cluster, asked of the real tables. */
class QueueScalingIT {
    private static final Path SCALER =
            Path.of("src", "main", "kubernetes", "components", "keda", "worker-scaled-object.yaml");
    private static final Office OFFICE = new Office(3, 2);

    @Test
    void theQueriesTellHowLongAndHowOldTheQueueIs() throws Exception {
        List<String> queries = queries();
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess api =
                        database.launch().with("deskhours.roles", "api").serve()) {
            assertThat(queries).hasSize(2).allSatisfy(query -> assertThat(database.number(query))
                    .isZero());
            for (int task = 0; task < 3; task++) {
                api.client().json("/v3/office/statistics/metrics/desktops/export?" + OFFICE.period());
            }
            assertThat(database.number(queries.get(0))).isEqualTo(3);
            assertThat(database.number(queries.get(1))).isBetween(1L, 60L);

            database.execute("update export_task set lease_until = now() + interval '1 hour'");
            assertThat(database.number(queries.get(0))).isEqualTo(3);
            assertThat(database.number(queries.get(1))).as("nobody waits").isZero();
        }
    }

    private static List<String> queries() throws IOException {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(SCALER.toFile())) {
            return documents.next().findValuesAsText("query");
        }
    }
}
