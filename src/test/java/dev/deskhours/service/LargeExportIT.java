package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.BigProject;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** An export that is read through some connections at once is the one that is read through one. */
class LargeExportIT {
    private static final BigProject PROJECT = new BigProject(70_001);
    private static final String BY_USAGE = "&sort_field=desktop_usage&sort_type=DESC";
    private static final String BY_IDLENESS = "&sort_field=desktop_idle_duration";
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    record Desktop(String id, String name, long usageSeconds) {
        static Desktop number(int number) {
            return new Desktop("desk-" + number, "Desk " + number, number % 86_400);
        }

        static Desktop of(CSVRecord row) {
            return new Desktop(
                    row.get("resource_id"), row.get("resource_name"), Long.parseLong(row.get("desktop_usage")));
        }
    }

    @Test
    void anyNumberOfConnectionsGivesTheSameFile() throws Exception {
        try (SharedDatabase database = new SharedDatabase()) {
            List<byte[]> throughOne;
            try (ServiceProcess service =
                    database.launch().with("deskhours.export.connections", 1).serve()) {
                PROJECT.fill(database);
                throughOne = files(service);
            }
            try (ServiceProcess service =
                    database.launch().with("deskhours.export.connections", 3).serve()) {
                assertThat(files(service)).containsExactlyElementsOf(throughOne);
            }
            Comparator<Desktop> byId = Comparator.comparing(Desktop::id, BY_BYTES);
            Comparator<Desktop> byUsage = Comparator.comparingLong(Desktop::usageSeconds);
            assertRows(throughOne.get(0), Comparator.comparing(Desktop::name, BY_BYTES));
            assertRows(throughOne.get(1), byUsage.reversed().thenComparing(byId));
            assertRows(throughOne.get(2), byId);
        }
    }

    private static List<byte[]> files(ServiceProcess service) {
        return List.of(file(service, ""), file(service, BY_USAGE), file(service, BY_IDLENESS));
    }

    private static byte[] file(ServiceProcess service, String sorted) {
        JsonNode task = PROJECT.awaitEnd(service, PROJECT.startedExport(service, sorted));
        assertThat(task.get("status").asText()).isEqualTo("SUCCESS");
        return PROJECT.download(service, task);
    }

    private static void assertRows(byte[] file, Comparator<Desktop> order) {
        List<Desktop> all = IntStream.rangeClosed(1, PROJECT.desktops())
                .mapToObj(Desktop::number)
                .sorted(order)
                .toList();
        assertThat(ServiceClient.rows(new String(file, StandardCharsets.UTF_8)).stream()
                        .map(Desktop::of))
                .containsExactlyElementsOf(all);
    }
}
