package dev.deskhours.kubernetes;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.process.Build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The chart; what it makes is looked at with all other manifests, by {@link Cluster#all}. */
class ChartTest {
    @Test
    void helmFindsNothing() {
        LintResult result = Chart.lint();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @Test
    void itIsOfThisVersion() throws IOException {
        JsonNode chart =
                ManifestReader.documents(Chart.DIRECTORY.resolve("Chart.yaml")).get(0);
        assertThat(chart.get("version").asText()).isEqualTo(Build.read().version());
        assertThat(chart.get("appVersion").asText()).isEqualTo(Build.read().version());
    }

    @Test
    void settingsAreVariables() {
        Cluster cluster = Cluster.chart("settings", Map.of("settings.DESKHOURS_EXPORT_WORKERS", "four"));
        assertThat(cluster.all(ConfigMap.class).get(0).getData()).containsEntry("DESKHOURS_EXPORT_WORKERS", "four");
    }

    @Test
    void anIngressIsMadeWhereItIsWanted() {
        assertThat(Cluster.chart("plain", Map.of()).all(Ingress.class)).isEmpty();
        Ingress ingress = Cluster.chart(
                        "ingress",
                        Map.of(
                                "ingress.enabled",
                                "true",
                                "ingress.host",
                                "desks.example",
                                "ingress.tlsSecret",
                                "desks"))
                .all(Ingress.class)
                .get(0);
        assertThat(ingress.getSpec().getRules().get(0).getHost()).isEqualTo("desks.example");
        assertThat(ingress.getSpec().getTls().get(0).getSecretName()).isEqualTo("desks");
    }

    @Test
    void aClaimThatIsThereIsUsed() {
        Cluster cluster = Cluster.chart("claim", Map.of("exports.existingClaim", "files"));
        assertThat(cluster.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(cluster.own().get(0).template().getSpec().getVolumes())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && volume.getPersistentVolumeClaim().getClaimName().equals("files"));
    }

    @ParameterizedTest
    @CsvSource({
        "api.minReplicas, many",
        "api.minReplicas, 0",
        "exports.accessMode, ReadWriteSometimes",
        "exports.size, large",
        "image.pullPolicy, Perhaps",
        "settings.PATH, x",
        "replicas, 3"
    })
    void whatIsWrongIsRefusedBySchema(String name, String value) {
        assertThatThrownBy(() -> Chart.rendered(Map.of(name, value)))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }
}
