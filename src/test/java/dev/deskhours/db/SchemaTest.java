package dev.deskhours.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaTest {
    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");
    private static final Pattern NAME = Pattern.compile("V([0-9]+)__[a-z0-9_]+\\.sql");

    @Test
    void theVersionNeededIsThatOfTheNewestMigration() throws IOException {
        try (var files = Files.list(MIGRATIONS)) {
            assertThat(files.map(SchemaTest::version).max(Integer::compare)).contains(Schema.NEEDED);
        }
    }

    private static int version(Path migration) {
        Matcher name = NAME.matcher(migration.getFileName().toString());
        assertThat(name.matches()).as(migration.toString()).isTrue();
        return Integer.parseInt(name.group(1));
    }
}
