package dev.deskhours;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.deskhours.auth.caller.Permission;
import dev.deskhours.process.ServiceClock;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The plan of the house (docs/adr/0005): which room may know which. */
class ArchitectureTest {
    private static final String HOUSE = "dev.deskhours";

    private static JavaClasses house;

    @BeforeAll
    static void readTheClasses() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(HOUSE);
    }

    @Test
    void aRoomKnowsOnlyTheRoomsItMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(HOUSE + "..")
                .layer("web")
                .definedBy(room("web"))
                .layer("db")
                .definedBy(room("db"))
                .layer("auth")
                .definedBy(room("auth"))
                .layer("project")
                .definedBy(room("project"))
                .layer("session")
                .definedBy(room("session"))
                .layer("usage")
                .definedBy(room("usage"))
                .layer("aggregation")
                .definedBy(room("aggregation"))
                .layer("export")
                .definedBy(room("export"))
                .layer("sample")
                .definedBy(room("sample"))
                .layer("cli")
                .definedBy(room("cli"))
                .whereLayer("web")
                .mayNotAccessAnyLayer()
                .whereLayer("db")
                .mayNotAccessAnyLayer()
                .whereLayer("auth")
                .mayOnlyAccessLayers("web")
                .whereLayer("project")
                .mayOnlyAccessLayers("web", "auth", "db")
                .whereLayer("session")
                .mayOnlyAccessLayers("web", "auth", "db", "project")
                .whereLayer("usage")
                .mayOnlyAccessLayers("web", "auth", "db", "project")
                .whereLayer("aggregation")
                .mayOnlyAccessLayers("usage", "web", "auth", "db", "project")
                .whereLayer("export")
                .mayOnlyAccessLayers("usage", "web", "auth", "db", "project")
                .whereLayer("sample")
                .mayOnlyAccessLayers("session", "aggregation", "project")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(house);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(house);
    }

    @Test
    void everyOperationNamesItsPermission() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .beAnnotatedWith(Permission.class)
                .check(house);
    }

    @Test
    void noRoomIsForOddsAndEnds() {
        Set<String> oddsAndEnds = Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "misc");
        Set<String> names = new TreeSet<>();
        house.forEach(type -> names.addAll(Arrays.asList(type.getPackageName().split("\\."))));
        assertThat(names).doesNotContainAnyElementsOf(oddsAndEnds);
    }

    @Test
    void onlyTheServiceClockAsksTheSystemForTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ServiceClock.class.getName())
                .should()
                .callCodeUnitWhere(asksTheSystemForTheTime())
                .check(house);
    }

    /** Only transactions that name their project reach the tables (docs/adr/0007); whoever listens reads none. */
    @Test
    void onlyTheDatabaseRoomBeginsTransactions() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("db"))
                .and()
                .doNotHaveFullyQualifiedName(HOUSE + ".export.task.QueueListener")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Pool.class, Panache.class, WithSession.class, WithTransaction.class)
                .check(house);
    }

    private static String room(String name) {
        return HOUSE + "." + name + "..";
    }

    private static DescribedPredicate<JavaCall<?>> asksTheSystemForTheTime() {
        return describe("it asks the system for the time", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            boolean withoutClock = call.getTarget().getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Clock.class));
            return name.equals("now") && withoutClock && isTime(owner)
                    || owner.equals(Clock.class.getName()) && (name.startsWith("system") || name.startsWith("tick"))
                    || owner.equals(System.class.getName()) && name.equals("currentTimeMillis");
        });
    }

    private static boolean isTime(String type) {
        return Stream.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class)
                .anyMatch(time -> time.getName().equals(type));
    }
}
