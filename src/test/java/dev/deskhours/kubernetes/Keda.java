package dev.deskhours.kubernetes;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ObjectMeta;

/** What the manifests use of KEDA's kinds, for which there is no model to be had. */
final class Keda {
    static final String API_VERSION = "keda.sh/v1alpha1";

    private Keda() {}

    static Class<?> type(String kind) {
        return switch (kind) {
            case "ScaledObject" -> ScaledObject.class;
            case "TriggerAuthentication" -> TriggerAuthentication.class;
            default -> throw new AssertionError("no kind " + kind);
        };
    }

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {
        record Scaling(
                Target scaleTargetRef,
                int pollingInterval,
                int cooldownPeriod,
                int minReplicaCount,
                int maxReplicaCount,
                List<Trigger> triggers) {}

        record Target(String apiVersion, String kind, String name) {}

        record Trigger(String type, String name, Map<String, String> metadata, AuthenticationRef authenticationRef) {}

        record AuthenticationRef(String name) {}
    }

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Credentials spec) {
        record Credentials(List<SecretTarget> secretTargetRef) {}

        record SecretTarget(String parameter, String name, String key) {}
    }
}
