package dev.deskhours;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.config.ConfigMapping;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

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
            Map.entry("notify", Set.of("process", "web", "db", "auth", "project", "presence", "days")),
            Map.entry("presence", Set.of("process", "web", "db", "auth", "project")),
            Map.entry("session", Set.of("process", "web", "db", "auth", "project", "presence")),
            Map.entry("days", Set.of("process", "web", "db", "auth", "project", "presence")),
            Map.entry("aggregation", Set.of("process", "web", "db", "auth", "project", "presence", "days", "notify")),
            Map.entry("usage", Set.of("process", "web", "db", "auth", "project", "days")),
            Map.entry("export", Set.of("process", "web", "db", "auth", "project", "days", "notify")),
            Map.entry(
                    "sample",
                    Set.of(
                            "process",
                            "web",
                            "db",
                            "auth",
                            "project",
                            "notify",
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
                            "notify",
                            "presence",
                            "session",
                            "days",
                            "aggregation",
                            "usage",
                            "export",
                            "sample")));

    /** So many files of a package can be known, and so many are in one on average. */
    private static final int MAX_FILES = 20;

    private static final double MAX_MEAN_FILES = 11;

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(dev\\.deskhours\\.[a-z.]+\\.[A-Z]\\w*)");

    /** By these the framework finds a type, from another package. */
    private static final List<Class<? extends Annotation>> FOUND_BY_THE_FRAMEWORK = List.of(
            jakarta.ws.rs.Path.class,
            Command.class,
            ConfigMapping.class,
            Entity.class,
            QuarkusMain.class,
            OpenApiFilter.class,
            RegisterForReflection.class);

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
    void aPackageHasFewFiles() {
        Map<String, Set<String>> files = new TreeMap<>();
        for (JavaClass type : house) {
            String file = type.getSource().flatMap(Source::getFileName).orElseThrow();
            files.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(file);
        }
        assertThat(files).allSatisfy((name, inIt) -> assertThat(inIt).as(name).hasSizeLessThanOrEqualTo(MAX_FILES));
        assertThat(files.values().stream().mapToInt(Set::size).average().orElseThrow())
                .isLessThanOrEqualTo(MAX_MEAN_FILES);
    }

    /** What no other package imports, tests included, is for its package alone. */
    @Test
    void onlyDoorsArePublic() throws IOException {
        Set<String> imported = imported();
        assertThat(house.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !isFoundByTheFramework(type))
                        .map(JavaClass::getName)
                        .filter(name -> !imported.contains(name)))
                .isEmpty();
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

    /** In the sources: a constant leaves no trace in the classes that use it. */
    private static Set<String> imported() throws IOException {
        Set<String> imported = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                IMPORT.matcher(Files.readString(file)).results().forEach(name -> imported.add(name.group(1)));
            }
        }
        return imported;
    }

    private static boolean isFoundByTheFramework(JavaClass type) {
        return FOUND_BY_THE_FRAMEWORK.stream().anyMatch(type::isAnnotatedWith)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(ServerRequestFilter.class));
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
