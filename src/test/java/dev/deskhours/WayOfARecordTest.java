package dev.deskhours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the way of a record and the table of rooms name is there, and nothing that belongs to them is left out. */
class WayOfARecordTest {
    private static final Path WAY = Path.of("docs", "way-of-a-record.md");
    private static final Path ROOMS = Path.of("docs", "adr", "0005-the-rooms.md");
    private static final Path MAIN = Path.of("src", "main", "java", "dev", "deskhours");
    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([^|]*) \\| [^|]* \\|$");
    private static final Pattern TABLE = Pattern.compile("(?m)^(create|drop) table (\\w+)");
    private static final Pattern WRITE = Pattern.compile("\\b(?:insert into|update|delete from) ([a-z_]+)\\b");
    private static final Pattern RESOURCE = Pattern.compile("(?m)^@Path\\(\"([^\"]+)\"\\)");
    private static final Pattern ROOM_ROW = Pattern.compile("(?m)^\\| (`[a-z.`, ]+`) \\|");
    private static final Pattern ROOM = Pattern.compile("`([a-z.]+)`");

    /** By the name of the class. */
    private static final Map<String, String> SOURCES = new TreeMap<>();

    private static String way;

    @BeforeAll
    static void readTheSources() throws IOException {
        way = Files.readString(WAY);
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                SOURCES.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
    }

    @Test
    void everyMethodThatIsNamedIsThere() throws IOException {
        Matcher named = METHOD.matcher(way + Files.readString(ROOMS));
        List<String> gone = new ArrayList<>();
        int methods = 0;
        while (named.find()) {
            methods++;
            String source = SOURCES.getOrDefault(named.group(1), "");
            if (!Pattern.compile("\\b" + named.group(2) + "\\(").matcher(source).find()) {
                gone.add(named.group());
            }
        }
        assertThat(gone).isEmpty();
        assertThat(methods).isGreaterThan(30);
    }

    @Test
    void everyTableIsNamed() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.sorted().toList()) {
                TABLE.matcher(Files.readString(file)).results().forEach(change -> {
                    boolean created = change.group(1).equals("create") && tables.add(change.group(2));
                    assertThat(created || tables.remove(change.group(2))).isTrue();
                });
            }
        }
        assertThat(writersAsNamed().keySet()).isEqualTo(tables);
    }

    /** Entities write without SQL of ours, so more may be named than are found. */
    @Test
    void everyClassThatWritesATableIsNamed() {
        Map<String, Set<String>> named = writersAsNamed();
        SOURCES.forEach((name, source) -> WRITE.matcher(source)
                .results()
                .map(write -> write.group(1))
                .filter(named::containsKey)
                .forEach(table -> assertThat(named.get(table)).as(table).contains(name)));
    }

    @Test
    void everyPathLeadsToItsClass() {
        SOURCES.forEach((name, source) -> RESOURCE.matcher(source).results().forEach(resource -> assertThat(way.lines())
                .anyMatch(line -> line.startsWith("| `" + resource.group(1)) && line.contains(name + "`"))));
    }

    @Test
    void everyPackageIsInTheTableOfRooms() throws IOException {
        Set<String> rooms = new TreeSet<>();
        ROOM_ROW.matcher(Files.readString(ROOMS))
                .results()
                .forEach(row -> ROOM.matcher(row.group(1)).results().forEach(room -> rooms.add(room.group(1))));
        Set<String> packages = new TreeSet<>();
        SOURCES.values()
                .forEach(source -> packages.add(source.substring(
                        source.indexOf("dev.deskhours.") + "dev.deskhours.".length(), source.indexOf(';'))));
        assertThat(rooms).isEqualTo(packages);
    }

    private static Map<String, Set<String>> writersAsNamed() {
        Map<String, Set<String>> writers = new TreeMap<>();
        String tables = way.substring(way.indexOf("## Tables"));
        TABLE_ROW
                .matcher(tables)
                .results()
                .forEach(row -> writers.put(
                        row.group(1),
                        NAME.matcher(row.group(2))
                                .results()
                                .map(name -> name.group(1))
                                .collect(Collectors.toSet())));
        return writers;
    }
}
