package dev.deskhours.cli.start;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GivenSettingsTest {
    @Test
    void whatCanBeSetIsWhatTheRoomsRead() {
        Map<String, Property> read = properties();
        assertThat(KnownSettings.names()).containsExactlyInAnyOrderElementsOf(read.keySet());
        read.forEach((name, property) -> {
            assertThat(KnownSettings.mayBeEmpty(name)).as(name).isEqualTo(!property.hasDefaultValue());
            if (property.hasDefaultValue() && !property.getDefaultValue().contains("$")) {
                assertThat(of(Map.of(name, property.getDefaultValue()))).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deskhours.retention.days | ninety | allowed is a whole number, at least 1",
                "deskhours.retention.days | 0 | allowed is a whole number, at least 1",
                "deskhours.db.pool-size | 3 | allowed is a whole number, at least 4",
                "deskhours.db.migrate-at-start | flase | allowed is true or false",
                "deskhours.limits.body | 1 gigabyte | allowed is bytes, such as 500K, 10M or 4G",
                "deskhours.limits.sessions-per-day | many | allowed is a whole number",
                "deskhours.export.lease | a minute | allowed is a time such as 500ms, 30s, 10m, 8h or 7d",
                "deskhours.aggregation.refresh-every | 0s | allowed is a time of at least 1s, such as 10m, or off",
                "deskhours.aggregation.cron | 0 2 * * * | allowed is second minute hour day month weekday, such as 0 0 2 * * ? for 02:00, or off",
                "deskhours.aggregation.zone | Europe/Berln | allowed is a time zone such as UTC or Europe/Berlin; did you mean 'Europe/Berlin'?",
                "deskhours.clock.start-at | yesterday | allowed is an instant such as 2026-11-01T00:00:00Z",
                "deskhours.roles | api,wrker | allowed is any of api, worker, scheduler",
                "deskhours.auth.mode | maybe | allowed is on, off",
                "deskhours.export.store | s4 | allowed is file",
                "deskhours.db.url | localhost:5432/desks | allowed is postgresql://host:5432/name",
                "deskhours.db.url | mysql://localhost/desks | allowed is postgresql://host:5432/name"
            })
    void aValueThatCannotBeRead(String property, String value, String allowed) {
        assertThat(of(Map.of(property, value))).containsExactly(property + " is " + value + "; " + allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://localhost:5432/desks",
                "postgresql://db_of_desks/desks?sslmode=require",
                "postgresql://me:secret@[::1]:5432/desks",
                "postgresql://one:5432/desks,postgresql://other:5432/desks",
                "${elsewhere}",
                ""
            })
    void addressesOfADatabase(String url) {
        assertThat(of(Map.of("deskhours.db.url", url))).isEmpty();
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(of(Map.of("deskhours.db.url", "postgres://me:secret@db/desks")))
                .containsExactly("deskhours.db.url is postgres://...@db/desks; allowed is postgresql://host:5432/name");
    }

    @Test
    void whatIsMistypedIsToldWithTheNearestName() {
        assertThat(of(Map.of("deskhours.retention.day", "90", "%prod.deskhours.roless", "api", "other.name", "x")))
                .containsExactly(
                        "%prod.deskhours.roless is no setting; did you mean deskhours.roles?; docs/configuration.md has all",
                        "deskhours.retention.day is no setting; did you mean deskhours.retention.days?;"
                                + " docs/configuration.md has all");
        assertThat(GivenSettings.wrong(Map.of("DESKHOURS_DB_PASWORD", "secret", "DESKHOURS_DB_USER", "me"), Map.of()))
                .containsExactly("DESKHOURS_DB_PASWORD is no setting; did you mean DESKHOURS_DB_PASSWORD?;"
                        + " docs/configuration.md has all");
    }

    @Test
    void anEmptyValueIsNoneWhereNoneIsPossible() {
        assertThat(GivenSettings.wrong(Map.of("DESKHOURS_DB_USER", "", "DESKHOURS_ROLES", ""), Map.of()))
                .containsExactly(
                        "deskhours.roles (DESKHOURS_ROLES) is empty; allowed is any of api, worker, scheduler");
    }

    /** A service called deskhours, deskhours-api or deskhours-postgres is in the environment of each container. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DESKHOURS_SERVICE_HOST",
                "DESKHOURS_PORT",
                "DESKHOURS_API_SERVICE_PORT_HTTP",
                "DESKHOURS_POSTGRES_PORT_5432_TCP_ADDR",
                "DESKHOURS_PORT_8080_TCP",
                "DESKHOURS_WTMP",
                "HOME"
            })
    void whatOthersSetIsTheirs(String variable) {
        assertThat(GivenSettings.wrong(Map.of(variable, "tcp://10.0.0.1:80"), Map.of()))
                .isEmpty();
    }

    @Test
    void itemsOfAList() {
        assertThat(of(Map.of("deskhours.auth.open-paths[0]", "/q/health"))).isEmpty();
        assertThat(GivenSettings.wrong(Map.of("DESKHOURS_AUTH_OPEN_PATHS_0_", "/q/health"), Map.of()))
                .isEmpty();
    }

    private static List<String> of(Map<String, String> properties) {
        return GivenSettings.wrong(Map.of(), properties);
    }

    private static Map<String, Property> properties() {
        Map<String, Property> properties = new TreeMap<>();
        ClassFileImporter house =
                new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
        for (JavaClass type : house.importPackages("dev.deskhours")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                properties.putAll(ConfigMappings.getProperties(ConfigClass.configClass(type.reflect())));
            }
        }
        properties.keySet().removeIf(name -> name.endsWith("[*]"));
        return properties;
    }
}
