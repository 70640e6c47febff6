package dev.deskhours;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The plan of the house (docs/adr/0005): which room may know which. */
class ArchitectureTest {
    private static final String HOUSE = "dev.deskhours";

    /**
     * The room table (docs/adr/0005): a room, which may be several packages, and the rooms that it may import. What a room
     * may import it may import with all its inner packages.
     */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("process", Set.of()),
            Map.entry("web", Set.of("process")),
            Map.entry("db", Set.of("process")),
            Map.entry("auth", Set.of("process", "web")),
            Map.entry("project", Set.of("process", "web", "db", "auth")),
            Map.entry("presence", Set.of("process", "web", "db", "auth", "project")),
            Map.entry("session", Set.of("process", "web", "db", "auth", "project", "presence")),
            Map.entry("days", Set.of("process", "web", "db", "auth", "project", "presence")),
            Map.entry("aggregation", Set.of("process", "web", "db", "auth", "project", "presence", "days")),
            Map.entry("usage", Set.of("process", "web", "db", "auth", "project", "days")),
            Map.entry("export", Set.of("process", "web", "db", "auth", "project", "days")),
            Map.entry(
                    "sample",
                    Set.of(
                            "process",
                            "web",
                            "db",
                            "auth",
                            "project",
                            "presence",
                            "session",
                            "days",
                            "aggregation",
                            "usage",
                            "export")),
            Map.entry(
                    "cli",
                    Set.of(
                            "process",
                            "web",
                            "db",
                            "auth",
                            "project",
                            "presence",
                            "session",
                            "days",
                            "aggregation",
                            "usage",
                            "export",
                            "sample")));

    private static JavaClasses house;
    private static JavaClasses withTests;

    @BeforeAll
    static void readTheClasses() {
        withTests = new ClassFileImporter().importPackages(HOUSE);
        house = withTests.that(describe("is no test", type -> type.getSource()
                .map(source -> !source.getUri().toString().contains("/test-classes/"))
                .orElse(true)));
    }

    @Test
    void aRoomImportsOnlyWhatItMay() {
        List<String> broken = new ArrayList<>();
        for (JavaClass type : house) {
            String from = roomOf(type);
            assertThat(MAY_IMPORT).as("the room of %s", type.getName()).containsKey(from);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = roomOf(dependency.getTargetClass().getBaseComponentType());
                if (!to.isEmpty() && !to.equals(from) && !MAY_IMPORT.get(from).contains(to)) {
                    broken.add(dependency.getDescription());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void packagesOfTestsFormNoCycle() {
        slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(withTests);
    }

    @Test
    void helpersOfTestsKnowNoTests() {
        noClasses()
                .that()
                .resideInAPackage(room("testing"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("service"), room("bench"), room("kubernetes"))
                .check(withTests);
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

    /** The first package below the house; empty = not of the house, or in none. */
    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(HOUSE + ".") ? name.substring(HOUSE.length() + 1).split("\\.")[0] : "";
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
