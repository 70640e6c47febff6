package dev.deskhours.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.deskhours.kubernetes.Cluster.Pods;

import static org.assertj.core.api.Assertions.assertThat;

/** What one manifest says of another is so. */
class ReferencesTest {
    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void servicesFindTheirPodsAndPorts(Cluster cluster) {
        for (Service service : cluster.all(Service.class)) {
            List<Pods> behind = selected(cluster, service.getSpec().getSelector());
            assertThat(behind).as(service.getMetadata().getName()).hasSize(1);
            service.getSpec().getPorts().forEach(port -> assertHasPort(behind.get(0), port.getTargetPort()));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void whoeverMakesPodsSelectsThem(Cluster cluster) {
        for (Deployment deployment : cluster.all(Deployment.class)) {
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        }
        for (StatefulSet set : cluster.all(StatefulSet.class)) {
            assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
            assertThat(cluster.has("Service", set.getSpec().getServiceName())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void whatIsAboutPodsSelectsSome(Cluster cluster) {
        for (PodDisruptionBudget budget : cluster.all(PodDisruptionBudget.class)) {
            assertThat(selected(cluster, budget.getSpec().getSelector().getMatchLabels()))
                    .hasSize(1);
        }
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            List<Pods> pods =
                    selected(cluster, policy.getSpec().getPodSelector().getMatchLabels());
            assertThat(pods).as(policy.getMetadata().getName()).isNotEmpty();
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .forEach(port -> pods.forEach(each -> assertHasPort(each, port.getPort())));
        }
        for (Pods pods : cluster.pods()) {
            pods.template().getSpec().getTopologySpreadConstraints().forEach(spread -> assertThat(pods.labels())
                    .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void oneScalerAtMostForADeployment(Cluster cluster) {
        List<String> scaled = Stream.concat(
                        cluster.all(HorizontalPodAutoscaler.class).stream()
                                .map(scaler ->
                                        scaler.getSpec().getScaleTargetRef().getName()),
                        cluster.all(Keda.ScaledObject.class).stream()
                                .map(scaler -> scaler.spec().scaleTargetRef().name()))
                .toList();
        assertThat(scaled).doesNotHaveDuplicates();
        for (Deployment deployment : cluster.all(Deployment.class)) {
            boolean fixed = deployment.getSpec().getReplicas() != null;
            assertThat(scaled.contains(deployment.getMetadata().getName()))
                    .as(
                            "%s has either replicas or a scaler",
                            deployment.getMetadata().getName())
                    .isNotEqualTo(fixed);
        }
        assertThat(scaled).allMatch(name -> cluster.has("Deployment", name));
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void triggersNameTheirCredentials(Cluster cluster) {
        for (Keda.ScaledObject scaler : cluster.all(Keda.ScaledObject.class)) {
            assertThat(scaler.spec().triggers())
                    .isNotEmpty()
                    .allMatch(trigger -> cluster.has(
                            "TriggerAuthentication", trigger.authenticationRef().name()));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void volumesAreThere(Cluster cluster) {
        for (Pods pods : cluster.pods()) {
            List<Volume> volumes = pods.template().getSpec().getVolumes();
            Set<String> claimed = claimTemplates(cluster, pods);
            assertThat(pods.containers().get(0).getVolumeMounts())
                    .as(pods.name())
                    .extracting(VolumeMount::getName)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(volumes.stream().map(Volume::getName), claimed.stream())
                                    .toList());
            volumes.stream()
                    .filter(volume -> volume.getPersistentVolumeClaim() != null)
                    .forEach(volume -> assertThat(cluster.has(
                                    "PersistentVolumeClaim",
                                    volume.getPersistentVolumeClaim().getClaimName()))
                            .isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void manyNodesShareTheExportedFiles(Cluster cluster) {
        String mode = cluster.has("StatefulSet", "deskhours-postgres") ? "ReadWriteOnce" : "ReadWriteMany";
        assertThat(cluster.all(PersistentVolumeClaim.class))
                .singleElement()
                .satisfies(claim -> assertThat(claim.getSpec().getAccessModes()).containsExactly(mode));
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void accountsAreThere(Cluster cluster) {
        assertThat(cluster.own())
                .allMatch(pods ->
                        cluster.has("ServiceAccount", pods.template().getSpec().getServiceAccountName()));
    }

    private static List<Pods> selected(Cluster cluster, Map<String, String> selector) {
        return cluster.pods().stream()
                .filter(pods -> pods.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    private static void assertHasPort(Pods pods, IntOrString port) {
        assertThat(pods.containers().stream().flatMap(container -> container.getPorts().stream()))
                .as("port %s of %s", port.getValue(), pods)
                .anyMatch(open -> open.getName().equals(port.getStrVal())
                        || open.getContainerPort().equals(port.getIntVal()));
    }

    private static Set<String> claimTemplates(Cluster cluster, Pods pods) {
        return cluster.all(StatefulSet.class).stream()
                .filter(set -> pods.name().endsWith(" " + set.getMetadata().getName()))
                .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
                .map(claim -> claim.getMetadata().getName())
                .collect(Collectors.toSet());
    }
}
