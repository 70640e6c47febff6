package dev.deskhours.service;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;

/** A page that was asked for before is given anew as soon as anything it shows has changed. */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ListIsNeverOldTest {
    private static final String D1 = "2020-01-20";
    private static final String D2 = "2020-01-21";

    @Test
    void afterADayIsAggregatedAgain() {
        ServiceClient service = used("list-day");
        assertThat(usage(service)).containsExactly(3600.0);

        service.send(closed("s-2", "desk", D2 + "T10:00:00Z", D2 + "T12:00:00Z"));
        assertThat(usage(service)).as("not aggregated yet").containsExactly(3600.0);
        service.aggregate(D2, D2);
        assertThat(usage(service)).containsExactly(10_800.0);
    }

    @Test
    void afterADesktopIsDescribed() {
        ServiceClient service = used("list-name");
        assertThat(values(service, "resource_name")).isEmpty();

        service.post("/v1/{project}/desktops", List.of(Map.of("desktop_id", "desk", "desktop_name", "finance")));
        assertThat(values(service, "resource_name")).containsExactly("finance");
        service.post("/v1/{project}/desktops", List.of(Map.of("desktop_id", "new", "created_at", D1 + "T00:00:00Z")));
        assertThat(values(service, "resource_id")).containsExactlyInAnyOrder("desk", "new");
    }

    @Test
    void afterTheZoneIsChanged() {
        ServiceClient service = used("list-zone");
        assertThat(usage(service.desktops(D2, D2))).containsExactly(0.0);

        service.useZone("Asia/Tokyo");
        service.aggregate(D1, D2);
        assertThat(usage(service.desktops(D2, D2)))
                .as("half of it is after midnight there")
                .containsExactly(1800.0);
    }

    @Test
    void manyAtOnceSeeTheSame() throws Exception {
        ServiceClient service = used("list-many");
        ExecutorService callers = Executors.newFixedThreadPool(24);
        try {
            for (int round = 1; round <= 5; round++) {
                service.send(closed("more-" + round, "desk-" + round, D1 + "T15:10:00Z", D1 + "T15:20:00Z"));
                service.aggregate(D1, D1);
                List<Future<List<Double>>> answers =
                        callers.invokeAll(Collections.nCopies(48, (Callable<List<Double>>) () -> usage(service)));
                for (Future<List<Double>> answer : answers) {
                    assertThat(answer.get()).hasSize(round + 1);
                }
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static ServiceClient used(String project) {
        ServiceClient service = new ServiceClient(project);
        service.send(closed("s-1", "desk", D1 + "T14:30:00Z", D1 + "T15:30:00Z"));
        service.aggregate(D1, D2);
        return service;
    }

    private static List<Object> values(ServiceClient service, String name) {
        return service.desktops(D1, D2).stream()
                .map(desktop -> desktop.get(name))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Double> usage(ServiceClient service) {
        return usage(service.desktops(D1, D2));
    }

    private static List<Double> usage(List<Map<String, Object>> desktops) {
        return desktops.stream().map(ListIsNeverOldTest::usage).toList();
    }

    private static double usage(Map<String, Object> desktop) {
        Map<?, ?> usage = (Map<?, ?>) ((List<?>) desktop.get("metric")).get(0);
        return ((Number) usage.get("metric_value")).doubleValue();
    }
}
