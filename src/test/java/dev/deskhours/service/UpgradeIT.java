package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.db.Schema;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Shell;
import dev.deskhours.testing.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database as version 0.1.0 of 2026-11-26 left it, with its three migrations: the rows were dumped from one that a build of
 * that version had filled and aggregated, beside the file that it then exported.
 */
class UpgradeIT {
    private static final Path OLD = Path.of("src", "test", "upgrade", "0.1.0");
    private static final String OLD_SCHEMA = "3";

    private SharedDatabase database;
    private Shell shell;

    @BeforeEach
    void fillAnOldDatabase() throws Exception {
        database = new SharedDatabase();
        Flyway.configure()
                .dataSource("jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres", TestServer.SUPERUSER, "")
                .locations("filesystem:src/main/resources/db/migration")
                .target(OLD_SCHEMA)
                .load()
                .migrate();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(OLD.resolve("rows.sql")));
        }
        // The clock stands where it stood, so that what is kept is what was kept.
        shell = new Shell(database.launch()
                .with(
                        "deskhours.clock.start-at",
                        Files.readString(OLD.resolve("now.txt")).strip()));
    }

    @AfterEach
    void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void theSameFileComesOut() throws Exception {
        assertThat(shell.good("migrate")).contains("the tables have version " + Schema.NEEDED);
        List<List<String>> before = rows(Files.readString(OLD.resolve("usage.csv")));

        assertThat(rows(exported())).isEqualTo(before);
        // What newer reports need is counted once more; the old numbers stay.
        shell.good("aggregate");
        assertThat(rows(exported())).isEqualTo(before);
        assertThat(before).hasSizeGreaterThan(50);
    }

    @Test
    void aServiceUpgradesByItself() throws Exception {
        try (ServiceProcess service = shell.launch().serve()) {
            assertThat(service.client()
                            .json("/v2/demo/statistics/metrics/desktops?" + period().replace(" ", "&"))
                            .get("count")
                            .asInt())
                    .isEqualTo(rows(Files.readString(OLD.resolve("usage.csv"))).size() - 1);
        }
        assertThat(database.number("select max(version::int) from flyway_schema_history where success"))
                .isEqualTo(Schema.NEEDED);
    }

    private String exported() throws IOException {
        String[] times = period().split(" ");
        ServiceProcess.Ended ended = shell.run(
                "export",
                "--project",
                "demo",
                "--start-time",
                times[0].substring(11),
                "--end-time",
                times[1].substring(9));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    /** {@code start_time=... end_time=...} */
    private static String period() throws IOException {
        return Files.readString(OLD.resolve("period.txt")).strip();
    }

    /** The columns that the old version had, which the new one has in the same places or further to the right. */
    private static List<List<String>> rows(String csv) throws IOException {
        List<String> columns = CSVParser.parse(Files.readString(OLD.resolve("usage.csv")), CSVFormat.RFC4180)
                .iterator()
                .next()
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns);
        for (CSVRecord row :
                CSVParser.parse(csv, CSVFormat.RFC4180.builder().setHeader().get())) {
            rows.add(columns.stream().map(row::get).toList());
        }
        return rows;
    }
}
