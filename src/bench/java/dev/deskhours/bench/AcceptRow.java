package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests for exports accepted by a process that renders none, beside the INSERT alone. */
final class AcceptRow implements Row {
    private static final int CONNECTIONS = 32;
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final String INSERT = """
            \\set number random(1, 9223372036854775806)
            insert into export_task (task_id, project_id, status, request, file_name, create_time, first_day, last_day, \
            aggregated_through, idempotency_key) values (md5(:number::text), '%s', 'CREATING', '%s', '%s', now(), '%s', '%s', \
            '%s', null)
            """;

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Tool pgbench = Tool.find("pgbench");
        Database database = bench.server().create("accepting");
        Map<String, Object> settings =
                Map.of("deskhours.roles", "api", "deskhours.export.max-unfinished-per-project", Integer.MAX_VALUE);
        try (BenchService service = bench.serve(database, settings)) {
            String query =
                    "/statistics/metrics/desktops/export?" + bench.timeline().period(30);
            Measurement one = measured(
                    bench, service, database, pgbench, "accept-one", "one project", request -> "/v3/busy" + query);
            Measurement many = measured(
                    bench,
                    service,
                    database,
                    pgbench,
                    "accept-many",
                    CONNECTIONS + " projects in turn",
                    request -> "/v3/busy-" + request % CONNECTIONS + query);
            return List.of(one, many);
        }
    }

    private Measurement measured(
            Bench bench,
            BenchService service,
            Database database,
            Tool pgbench,
            String name,
            String variant,
            IntFunction<String> paths)
            throws Exception {
        ClosedLoop.run(service.url(), CONNECTIONS, bench.settings().loop(), paths);
        Path script = script(bench, database);
        List<Double> ours = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        double share = 0;
        for (int run = 0; run < bench.settings().runs(); run++) {
            empty(database);
            reference.add(inserted(bench, database, pgbench, script));
            empty(database);
            ClosedLoop.Answers answers =
                    ClosedLoop.run(service.url(), CONNECTIONS, bench.settings().loop(), paths);
            ours.add(answers.rate());
            share = Math.max(share, answers.callersShare());
            assertThat(database.number("select count(*) from export_task"))
                    .isEqualTo(answers.seconds().size());
        }
        return new Measurement(
                name(),
                name,
                "export requests accepted, %d connections, %s".formatted(CONNECTIONS, variant),
                "requests/s",
                ours,
                reference,
                "pgbench -c 32 -j 1 -M prepared, the same INSERT",
                Target.ratioAtLeast(0.6),
                Map.of("callers' share of a processor", "%.0f %%".formatted(share * 100)));
    }

    /** It inserts what the service has just inserted, with other ids. */
    private static Path script(Bench bench, Database database) throws SQLException, IOException {
        String request =
                database.column("select request from export_task limit 1").get(0);
        String file =
                database.column("select file_name from export_task limit 1").get(0);
        Timeline timeline = bench.timeline();
        String statement = INSERT.formatted(
                "busy", request, file, timeline.today().minusDays(30), timeline.lastStored(), timeline.lastStored());
        return Files.writeString(bench.server().directory().resolve("insert.sql"), statement);
    }

    private static double inserted(Bench bench, Database database, Tool pgbench, Path script)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(database.connectionOptions());
        arguments.addAll(List.of("-n", "-c", Integer.toString(CONNECTIONS), "-j", "1", "-M", "prepared"));
        arguments.addAll(List.of("-T", Long.toString(bench.settings().loop().toSeconds()), "-f", script.toString()));
        arguments.add(database.name());
        String output = pgbench.run(Map.of("LC_ALL", "C"), arguments.toArray(String[]::new));
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new AssertionError(output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static void empty(Database database) throws SQLException {
        database.execute("truncate export_task", "vacuum (analyze) export_task", "checkpoint");
    }
}
