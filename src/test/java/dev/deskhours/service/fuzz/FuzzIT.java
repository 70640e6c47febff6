package dev.deskhours.service.fuzz;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Tenant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is asked, the answer is one of the contract's, and it comes. {@code -Dfuzz.seed=N} asks the same again,
 * {@code -Dfuzz.seconds=N} for longer.
 */
@Tag("trouble")
class FuzzIT {
    static final String PROJECT = "fuzz";

    private static final String TOKEN = "everything-in-fuzz";
    private static final int CALLERS = 4;
    private static final int LONGEST_TOLD = 600;
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 25));
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    private final Map<String, String> findings = new ConcurrentSkipListMap<>();
    private final LongAdder asked = new LongAdder();

    @Test
    void everyAnswerIsTheContracts() throws Exception {
        Contract contract = Contract.read(Path.of("docs", "openapi.yaml"));
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = launch(database).serve()) {
            ProcessClient client = service.client().with("X-Auth-Token", TOKEN);
            List<String> tasks = finishedTasks(client);
            int port = URI.create(client.url()).getPort();
            Instant end = Instant.now().plus(LENGTH);
            ask(caller -> {
                List<String> credentials = List.of("X-Auth-Token: " + TOKEN, "Authorization: Bearer " + TOKEN);
                Fuzzer fuzzer = new Fuzzer(contract, credentials, tasks, SEED + caller);
                while (Instant.now().isBefore(end)) {
                    ask(fuzzer.next(), port);
                }
            });
            System.out.printf("fuzz: %d requests, seed %d%n", asked.sum(), SEED);
            assertThat(findings.values()).as("seed %d", SEED).isEmpty();
            assertThat(asked.sum()).isGreaterThan(500);
            assertThat(client.json("/v1/" + PROJECT + "/settings").has("time_zone"))
                    .as("it still answers")
                    .isTrue();
            service.assertAlive();
        }
    }

    private static ServiceProcess.Launch launch(SharedDatabase database) throws IOException {
        KeysText keys = new KeysText()
                .key("AKFUZZ00000000000001", "s".repeat(40), List.of(PROJECT), List.of("*"))
                .token(TOKEN, List.of(PROJECT), List.of("*"));
        Path file = Files.writeString(Files.createTempFile("deskhours-keys", ".yaml"), keys.toString());
        return database.launch()
                .with("deskhours.auth.mode", "on")
                .with("deskhours.auth.keys-file", file)
                .with("deskhours.limits.requests-per-second", 1_000_000)
                .with("deskhours.limits.burst", 1_000_000);
    }

    private static List<String> finishedTasks(ProcessClient client) {
        Tenant tenant = new Tenant(client, PROJECT, new Office(20, 3));
        tenant.goTheMainWay();
        tenant.export();
        return client.json("/v2/" + PROJECT + "/export-tasks").findValuesAsText("task_id");
    }

    private void ask(Request request, int port) {
        asked.increment();
        try {
            Answer answer = Answer.of(request, port);
            Verdict.of(request, answer).ifPresent(wrong -> note(request, wrong, port, Optional.of(answer)));
        } catch (IOException failure) {
            note(request, failure.toString(), port, Optional.empty());
        }
    }

    /** One of a kind is enough, the shortest. */
    private void note(Request request, String wrong, int port, Optional<Answer> answer) {
        String told = answer.map(Answer::toString).orElse("no answer");
        String finding = "%n%s: %s%n%s%n%s%n"
                .formatted(
                        request.operation().id(),
                        wrong,
                        request.curl(port),
                        told.substring(0, Math.min(told.length(), LONGEST_TOLD)));
        findings.merge(wrong, finding, (one, other) -> one.length() <= other.length() ? one : other);
    }

    private interface Caller {
        void ask(int number);
    }

    private static void ask(Caller caller) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int number = 0; number < CALLERS; number++) {
                int own = number;
                calls.add(() -> {
                    caller.ask(own);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(calls)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
