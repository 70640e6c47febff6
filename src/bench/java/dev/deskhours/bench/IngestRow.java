package dev.deskhours.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions in over HTTP, beside a bare copy of the same rows into the same table. */
final class IngestRow implements Row {
    private static final String PROJECT = "uploading";
    private static final String DIFFERENT = """
            select count(*) from (
                (select * from session except select * from session_copy)
                union all
                (select * from session_copy except select * from session)) as different
            """;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Database database = bench.server().create("ingest");
        Psql psql = Psql.on(database);
        int records = bench.settings().uploaded();
        Path ndjson = bench.server().directory().resolve("sessions.ndjson");
        Path text = bench.server().directory().resolve("sessions.copy");
        new Generator(bench.fleet(), bench.timeline()).writeUpload(records, PROJECT, ndjson, text);
        database.execute("create table session_copy (like session including all)");
        List<Double> ours = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        long memory;
        try (BenchService service = bench.serve(database)) {
            for (int run = 0; run < bench.settings().runs(); run++) {
                database.execute("truncate session_copy, session, desktop, stale_day, project", "checkpoint");
                reference.add(
                        records / psql.seconds("\\copy session_copy " + Generator.COLUMNS + " from '" + text + "'"));
                database.checkpoint();
                ours.add(records / uploaded(service, ndjson, records));
                assertThat(database.number("select count(*) from session")).isEqualTo(records);
                assertThat(database.number(DIFFERENT)).isZero();
            }
            memory = service.mostMemory();
        }
        database.execute("truncate session_copy, session");
        Map<String, String> notes = Map.of(
                "records",
                Integer.toString(records),
                "MB of NDJSON",
                Long.toString(Files.size(ndjson) >> 20),
                "most memory of the service, MiB (heap " + BenchService.HEAP + ")",
                Long.toString(memory));
        return List.of(new Measurement(
                name(),
                name(),
                "sessions in over HTTP (NDJSON, one body)",
                "records/s",
                ours,
                reference,
                "psql \\copy of the same rows into a table like session including all",
                Target.ratioAtLeast(0.5),
                notes));
    }

    private static double uploaded(BenchService service, Path ndjson, int records) throws Exception {
        long start = System.nanoTime();
        JsonNode answer = service.upload("/v1/" + PROJECT + "/sessions", ndjson);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(answer.get("received").asInt()).isEqualTo(records);
        assertThat(answer.get("inserted").asInt()).isEqualTo(records);
        return seconds;
    }
}
