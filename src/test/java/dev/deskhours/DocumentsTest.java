package dev.deskhours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents name is there. */
class DocumentsTest {
    private static final Path CONTRIBUTING = Path.of("CONTRIBUTING.md");
    private static final Path WAY = Path.of("docs", "way-of-a-record.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
    private static final Pattern CLASS =
            Pattern.compile("`(?:@|[a-z/]+/)?([A-Z][a-z]+\\w*)(?:\\.\\w+|\\.java)?(?:\\(\\))?`");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]+\\.(\\w+);");
    private static final Pattern PROPERTY =
            Pattern.compile("(?m)^\\| `(deskhours\\.[a-z.-]+)` \\| (?:`([^`]+)`|[^|]*)[^|]* \\|");

    /** What the process says to itself. */
    private static final Set<String> OF_NOBODY = Set.of("deskhours.command", "deskhours.db.embedded");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(withoutCode(page));
            while (link.find()) {
                if (!isThere(page, link.group(1), link.group(2))) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyClassThatIsNamedIsThere() throws IOException {
        Set<String> classes = classes();
        List<String> gone = new ArrayList<>();
        for (Path page : Stream.concat(files(Path.of("docs", "adr"), ".md"), Stream.of(CONTRIBUTING, WAY))
                .toList()) {
            CLASS.matcher(withoutCode(page))
                    .results()
                    .filter(name -> !classes.contains(name.group(1)))
                    .forEach(name -> gone.add(page + ": " + name.group()));
        }
        assertThat(gone).isEmpty();
    }

    /** A property that has no default in the code is described in words. */
    @Test
    void everyPropertyIsThereWithItsDefault() throws IOException {
        Map<String, String> described = new TreeMap<>();
        PROPERTY.matcher(Files.readString(Path.of("docs", "configuration.md")))
                .results()
                .forEach(row -> described.put(row.group(1), String.valueOf(row.group(2))));
        Map<String, Property> properties = properties();
        assertThat(described.keySet()).containsExactlyInAnyOrderElementsOf(properties.keySet());
        properties.forEach((name, property) -> {
            if (property.hasDefaultValue() && !property.getDefaultValue().contains("$")) {
                assertThat(described.get(name)).as(name).isEqualTo(property.getDefaultValue());
            }
        });
    }

    /** Those of the project, and those of others that it uses. */
    private static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (Path source : files(Path.of("src"), ".java").toList()) {
            classes.add(source.getFileName().toString().replace(".java", ""));
            IMPORT.matcher(Files.readString(source)).results().forEach(name -> classes.add(name.group(1)));
        }
        return classes;
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
        // A list is there twice, once for its items.
        properties.keySet().removeIf(name -> OF_NOBODY.contains(name) || name.endsWith("[*]"));
        return properties;
    }

    private static boolean isThere(Path page, String target, String anchor) throws IOException {
        if (target.matches("https?:.*")) {
            return true;
        }
        Path file = target.isEmpty() ? page : page.resolveSibling(target);
        return Files.exists(file)
                && (anchor == null
                        || HEADING.matcher(Files.readString(file))
                                .results()
                                .anyMatch(heading -> anchorOf(heading.group(1)).equals(anchor)));
    }

    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private static String withoutCode(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""))) {
            return Stream.concat(root.filter(file -> file.toString().endsWith(".md")), files(Path.of("docs"), ".md"))
                    .toList();
        }
    }

    private static Stream<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        }
    }
}
