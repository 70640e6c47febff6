package dev.deskhours.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import dev.deskhours.cli.DeskhoursCommand;
import dev.deskhours.kubernetes.Cluster.Pods;
import dev.deskhours.process.Build;
import dev.deskhours.process.ProcessConfig.Role;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifests say to Deskhours what it understands. */
class ConfigurationTest {
    /** What whoever installs it has to make, because no project can. */
    private static final Map<String, Set<String>> SECRETS = Map.of(
            "deskhours-database", Set.of("url", "user", "password"),
            "deskhours-database-owner", Set.of("user", "password"),
            "deskhours-keys", Set.of("keys.yaml"),
            "deskhours-keda", Set.of("connection"));

    private static final Set<String> KNOWN = ConfigurationKeys.variables();

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void everyVariableSetsSomething(Cluster cluster) {
        for (Pods pods : cluster.own()) {
            Set<String> unknown = new TreeSet<>(environment(cluster, pods).keySet());
            unknown.removeAll(KNOWN);
            assertThat(unknown).as(pods.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void everyArgumentIsUnderstood(Cluster cluster) {
        for (Pods pods : cluster.own()) {
            for (Container container : pods.containers()) {
                String[] arguments = container.getArgs().toArray(String[]::new);
                ParseResult understood = new CommandLine(new DeskhoursCommand()).parseArgs(arguments);
                assertThat(understood.hasSubcommand())
                        .as("%s is a command", List.of(arguments))
                        .isTrue();
                assertThat(understood.subcommand().unmatched())
                        .as("%s", List.of(arguments))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void everyRoleIsSomebodys(Cluster cluster) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Pods pods : cluster.own()) {
            String given = environment(cluster, pods).get("DESKHOURS_ROLES");
            if (given != null) {
                Stream.of(given.split(","))
                        .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
                        .forEach(roles::add);
            }
        }
        assertThat(roles).contains(Role.API, Role.WORKER);
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void theNightIsAtTwoAndOneAtATime(Cluster cluster) {
        assertThat(cluster.all(CronJob.class)).hasSize(1);
        CronJobSpec night = cluster.all(CronJob.class).get(0).getSpec();
        CronParser unix = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        assertThat(unix.parse(night.getSchedule()).validate().asString()).isEqualTo("0 2 * * *");
        assertThat(night.getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(night.getStartingDeadlineSeconds()).isPositive();
        assertThat(night.getJobTemplate().getSpec().getActiveDeadlineSeconds()).isPositive();
        ZoneId zone = ZoneId.of(night.getTimeZone());
        for (Pods pods : cluster.own()) {
            assertThat(environment(cluster, pods)).containsEntry("DESKHOURS_AGGREGATION_ZONE", zone.getId());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void everySecretIsOneThatTheDocumentsAskFor(Cluster cluster) {
        for (SecretKeySelector used : secretKeys(cluster)) {
            assertThat(SECRETS).containsKey(used.getName());
            assertThat(SECRETS.get(used.getName())).contains(used.getKey());
        }
    }

    @Test
    void theDocumentsNameEverySecretAndItsKeys() throws IOException {
        String deploying = Files.readString(Path.of("docs", "deploying.md"));
        SECRETS.forEach((name, keys) -> {
            assertThat(deploying).contains("`" + name + "`");
            assertThat(deploying)
                    .contains(keys.stream().map(key -> "`" + key + "`").toList());
        });
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void configurationMapsAreThere(Cluster cluster) {
        for (Pods pods : cluster.pods()) {
            for (Container container : pods.containers()) {
                container.getEnvFrom().forEach(from -> assertThat(
                                cluster.has("ConfigMap", from.getConfigMapRef().getName()))
                        .isTrue());
            }
            pods.template().getSpec().getVolumes().stream()
                    .filter(volume -> volume.getConfigMap() != null)
                    .forEach(volume -> assertThat(cluster.has(
                                    "ConfigMap", volume.getConfigMap().getName()))
                            .isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.deskhours.kubernetes.Cluster#all")
    void oneVersionOfDeskhoursRuns(Cluster cluster) {
        Set<String> images = new TreeSet<>();
        cluster.own().forEach(pods -> pods.containers().forEach(container -> images.add(container.getImage())));
        assertThat(images).containsExactly("deskhours:" + Build.read().version());
    }

    private static List<SecretKeySelector> secretKeys(Cluster cluster) {
        Stream<SecretKeySelector> variables = cluster.pods().stream()
                .flatMap(pods -> pods.containers().stream())
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef());
        Stream<SecretKeySelector> files = cluster.pods().stream()
                .flatMap(pods -> pods.template().getSpec().getVolumes().stream())
                .filter(volume -> volume.getSecret() != null)
                .flatMap(volume -> volume.getSecret().getItems().stream()
                        .map(item -> new SecretKeySelector(
                                item.getKey(), volume.getSecret().getSecretName(), false)));
        Stream<SecretKeySelector> triggers = cluster.all(Keda.TriggerAuthentication.class).stream()
                .flatMap(credentials -> credentials.spec().secretTargetRef().stream())
                .map(secret -> new SecretKeySelector(secret.key(), secret.name(), false));
        return Stream.of(variables, files, triggers).flatMap(keys -> keys).toList();
    }

    /** The variables of the one container; what a secret holds is empty here. */
    private static Map<String, String> environment(Cluster cluster, Pods pods) {
        Container container = pods.containers().get(0);
        Set<String> names = container.getEnvFrom().stream()
                .map(from -> from.getConfigMapRef().getName())
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, String> environment = cluster.all(ConfigMap.class).stream()
                .filter(map -> names.contains(map.getMetadata().getName()))
                .flatMap(map -> map.getData().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        for (EnvVar variable : container.getEnv()) {
            environment.put(variable.getName(), variable.getValue() == null ? "" : variable.getValue());
        }
        return environment;
    }
}
