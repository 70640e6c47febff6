package dev.deskhours.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;

/** The rows of an exported file in a plain table, from which {@code psql} writes them to a file again. */
final class FinishedResult {
    private final Database database;
    private final Path exported;
    private final Psql psql;

    private FinishedResult(Database database, Path exported) {
        this.database = database;
        this.exported = exported;
        this.psql = Psql.on(database);
    }

    static FinishedResult of(Database database, Path exported) throws SQLException, IOException {
        FinishedResult result = new FinishedResult(database, exported);
        result.load();
        return result;
    }

    double secondsToFile(Path file) throws IOException, InterruptedException {
        double seconds = psql.seconds("\\copy (select * from finished) to '" + file + "' csv header");
        assertSameLines(file);
        return seconds;
    }

    private void load() throws SQLException, IOException {
        String columns = Arrays.stream(header().split(","))
                .map(column -> column + " text")
                .collect(Collectors.joining(", "));
        database.execute("drop table if exists finished", "create table finished (" + columns + ")");
        try (Connection connection = database.connect();
                BufferedReader csv = Files.newBufferedReader(exported)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy finished from stdin csv header", csv);
        }
        database.execute("vacuum (analyze) finished", "checkpoint");
    }

    private String header() throws IOException {
        try (BufferedReader csv = Files.newBufferedReader(exported)) {
            return csv.readLine();
        }
    }

    /** All but their ends and their order, which a table does not promise to keep. */
    private void assertSameLines(Path file) throws IOException {
        assertThat(digest(file).toString()).isEqualTo(digest(exported).toString());
    }

    private static LongSummaryStatistics digest(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.collect(Collectors.summarizingLong(FinishedResult::digest));
        }
    }

    private static long digest(String line) {
        CRC32 checksum = new CRC32();
        checksum.update(line.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue() << 20 ^ line.hashCode();
    }
}
