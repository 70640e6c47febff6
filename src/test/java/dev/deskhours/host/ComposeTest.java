package dev.deskhours.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.deskhours.kubernetes.ConfigurationKeys;
import dev.deskhours.process.Build;

import static org.assertj.core.api.Assertions.assertThat;

/** compose.yaml, read without forgiveness: a key given twice, or one that is not among those below, is an error. */
class ComposeTest {
    private static final Path FILE = Path.of("compose.yaml");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(:-[^}]*)?}");
    private static Compose compose;

    record Compose(
            String name, Map<String, Service> services, Map<String, Object> volumes, Map<String, Config> configs) {}

    record Service(
            String image,
            Source build,
            @JsonProperty("depends_on") Map<String, Condition> dependsOn,
            Map<String, String> environment,
            List<String> ports,
            List<String> volumes,
            List<String> tmpfs,
            List<Mount> configs,
            Healthcheck healthcheck,
            String restart,
            @JsonProperty("stop_grace_period") String stopGracePeriod,
            @JsonProperty("mem_limit") String memLimit,
            @JsonProperty("shm_size") String shmSize,
            @JsonProperty("read_only") boolean readOnly,
            @JsonProperty("cap_drop") List<String> capDrop,
            @JsonProperty("security_opt") List<String> securityOpt) {
        record Source(String context, String dockerfile) {}
    }

    record Condition(String condition) {}

    record Mount(String source, String target) {}

    record Config(String content) {}

    record Healthcheck(
            List<String> test,
            String interval,
            String timeout,
            int retries,
            @JsonProperty("start_period") String startPeriod) {}

    @BeforeAll
    static void read() throws IOException {
        compose = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(FILE.toFile(), Compose.class);
    }

    @Test
    void theServiceWaitsForAHealthyDatabase() {
        assertThat(deskhours().dependsOn().get("postgres").condition()).isEqualTo("service_healthy");
        assertThat(postgres().healthcheck().test().get(1)).contains("pg_isready");
        assertThat(postgres().image()).startsWith("postgres:17");
    }

    @Test
    void theServiceAsksItselfHowItIs() throws IOException {
        assertThat(deskhours().image()).endsWith("deskhours:" + Build.read().version() + "}");
        String image = Files.readString(
                Path.of(deskhours().build().context(), deskhours().build().dockerfile()));
        assertThat(image).contains("HEALTHCHECK", "\"health\"");
    }

    @Test
    void everyVariableSetsSomething() {
        assertThat(ConfigurationKeys.variables())
                .containsAll(deskhours().environment().keySet());
        assertThat(deskhours().environment().get("DESKHOURS_DB_URL"))
                .isEqualTo(
                        "postgresql://postgres:5432/" + postgres().environment().get("POSTGRES_DB"));
        assertThat(postgres().environment())
                .containsEntry("POSTGRES_USER", deskhours().environment().get("DESKHOURS_DB_OWNER_USER"))
                .containsEntry("POSTGRES_PASSWORD", deskhours().environment().get("DESKHOURS_DB_OWNER_PASSWORD"))
                .containsEntry("SERVICE_PASSWORD", deskhours().environment().get("DESKHOURS_DB_PASSWORD"));
    }

    @Test
    void whoeverSetsNothingNeedsNoEnvironment() throws IOException {
        assertThat(VARIABLE.matcher(Files.readString(FILE)).results().filter(variable -> variable.group(2) == null))
                .isEmpty();
    }

    @Test
    void whatIsMountedIsThere() {
        for (Service service : compose.services().values()) {
            assertThat(service.volumes()).allMatch(volume -> compose.volumes().containsKey(volume.split(":")[0]));
        }
        assertThat(postgres().configs()).hasSize(1).allMatch(mount -> compose.configs()
                .containsKey(mount.source()));
        assertThat(compose.configs().get("roles").content())
                .contains("create role deskhours_service nologin", "in role deskhours_service")
                .contains(" " + deskhours().environment().get("DESKHOURS_DB_USER") + " login");
    }

    @Test
    void nothingIsOpenToOthers() {
        assertThat(deskhours().ports()).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(postgres().ports()).isNull();
        assertThat(deskhours().readOnly()).isTrue();
        assertThat(deskhours().capDrop()).containsExactly("ALL");
        assertThat(deskhours().securityOpt()).containsExactly("no-new-privileges:true");
        assertThat(Set.copyOf(deskhours().volumes())).containsExactly("data:/data");
        assertThat(deskhours().environment().get("DESKHOURS_AUTH_KEYS_FILE")).startsWith("/data/");
    }

    private static Service deskhours() {
        return compose.services().get("deskhours");
    }

    private static Service postgres() {
        return compose.services().get("postgres");
    }
}
