package dev.deskhours.kubernetes;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.quarkus.runtime.configuration.DurationConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.kubernetes.Cluster.Pods;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/** Every pod has no more rights than it needs, knows its limits, and is given the time to end well. */
class HardeningTest {
    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void podsHaveNoRights(Cluster cluster) {
        for (Pods pods : cluster.pods()) {
            PodSpec pod = pods.template().getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot())
                    .as(pods.name())
                    .isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void containersCanGetNone(Cluster cluster) {
        for (Pods pods : cluster.pods()) {
            for (Container container : pods.containers()) {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .as(pods.name())
                        .isFalse();
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void memoryIsAskedForAndLimited(Cluster cluster) {
        for (Pods pods : cluster.pods()) {
            for (Container container : pods.containers()) {
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).containsKey("memory");
            }
        }
    }

    /** Kubernetes sets DESKHOURS_PORT for a service named deskhours, and an unknown property stops the start. */
    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void theClusterSetsNoVariablesOfItsOwn(Cluster cluster) {
        assertThat(cluster.own()).allMatch(pods -> !pods.template().getSpec().getEnableServiceLinks());
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void whoeverAnswersRequestsIsProbed(Cluster cluster) {
        for (Pods pods : cluster.own()) {
            for (Container container : pods.containers()) {
                boolean serves = container.getArgs().contains("serve");
                assertThat(container.getReadinessProbe() != null)
                        .as(pods.name())
                        .isEqualTo(serves);
                assertThat(container.getLivenessProbe() != null).isEqualTo(serves);
                assertThat(Stream.of(
                                        container.getStartupProbe(),
                                        container.getReadinessProbe(),
                                        container.getLivenessProbe())
                                .flatMap(HardeningTest::path))
                        .isSubsetOf(Set.of("/q/health/started", "/q/health/ready", "/q/health/live"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void deploymentsEndInTheTimeTheyAreGiven(Cluster cluster) throws Exception {
        Properties properties = new Properties();
        try (var text = getClass().getResourceAsStream("/application.properties")) {
            properties.load(text);
        }
        Duration requests = DurationConverter.parseDuration(properties.getProperty("quarkus.shutdown.timeout"));
        Duration exports = Settings.of(ExportConfig.class, Map.of()).stopWithin();
        for (Pods pods : cluster.own()) {
            if (pods.name().startsWith("Deployment ")) {
                Duration given = Duration.ofSeconds(pods.template().getSpec().getTerminationGracePeriodSeconds());
                Duration before = beforeStop(pods.containers().get(0));
                assertThat(given)
                        .as(pods.name())
                        .isGreaterThan(before.plus(requests).plus(exports));
            }
        }
    }

    private static Stream<String> path(Probe probe) {
        return Stream.ofNullable(probe).map(asked -> asked.getHttpGet().getPath());
    }

    private static Duration beforeStop(Container container) {
        return Optional.ofNullable(container.getLifecycle())
                .map(Lifecycle::getPreStop)
                .map(stop -> Duration.ofSeconds(stop.getSleep().getSeconds()))
                .orElse(Duration.ZERO);
    }
}
