package dev.deskhours.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.flywaydb.core.Flyway;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.mapping.MappedFile;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.PairingRules;
import dev.deskhours.session.mapping.pairing.PairingRules.OpenMeetsOpen;
import dev.deskhours.session.mapping.pairing.PairingRules.Orphans;
import dev.deskhours.session.mapping.pairing.PlainPairing;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.SessionStore;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events that are cut into uploads at random, which come in any order and some of them twice, give in the database what the
 * plain pairing of all of them says.
 */
class EventImportPropertiesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-19T00:00:00Z");
    private static final Pattern TOLD = Pattern.compile(
            ".*scope=(.*), key=(.*), startedAt=(.*), endedAt=(.*), reconnect=.*, failed=(.*), values.*");
    private static final String EVENTS = """
            source: {type: csv}
            kind: events
            fields: {desktop_id: host}
            events:
              time: at
              scope: host
              key: key
              open_meets_open: %s
              close_without_open: %s
              rules:
                - {is: open, when: {what: open}}
                - {is: reconnect, when: {what: reconnect}}
                - {is: close, when: {what: close}}
                - {is: attempt, when: {what: attempt}}
                - {is: fail, when: {what: fail}}
                - {is: boot, when: {what: boot}}
            """;
    private static final String SAMPLES = """
            source: {type: csv}
            kind: samples
            fields: {desktop_id: host}
            samples: {time: at, key: host, gap: 00:00:05, lone: 00:00:02}
            """;

    private static EmbeddedPostgres postgres;
    private static Pool pool;
    private static RecordImport records;
    private static Transactions transactions;

    @BeforeContainer
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
                        .setUser("postgres")
                        .setDatabase("postgres"))
                .build());
        SettableClock clock = new SettableClock();
        clock.set(BEGIN.plusSeconds(86_400));
        ProjectConfig config = Settings.of(ProjectConfig.class, Map.of());
        ProjectStore projects = new ProjectStore(config);
        transactions = new Transactions(pool);
        records = new RecordImport(
                transactions,
                projects,
                new SessionStore(projects, config, clock),
                new DesktopStore(projects, clock),
                new PresenceStore(projects, config, clock),
                new Quotas(Settings.of(SessionConfig.class, Map.of()), clock),
                config,
                clock);
    }

    @AfterContainer
    static void stop() throws IOException {
        pool.closeAndAwait();
        postgres.close();
    }

    @Property(tries = 60)
    void neitherOrderNorCutMatters(
            @ForAll("events") List<Event> events,
            @ForAll OpenMeetsOpen meets,
            @ForAll Orphans orphans,
            @ForAll long seed) {
        Mapping mapping = Mapping.parse(EVENTS.formatted(name(meets), name(orphans)));
        String project = UUID.randomUUID().toString();
        List<String> rows = events.stream().map(EventImportPropertiesTest::row).toList();
        upload(project, mapping, "at,host,key,what\n", rows, new Random(seed));

        PairingRules rules = new PairingRules(meets, orphans);
        Set<String> expected = new TreeSet<>();
        PlainPairing.paired(rules, BEGIN, events).forEach(session -> expected.add(told(session)));
        assertThat(stored(project)).isEqualTo(expected);
    }

    @Property(tries = 30)
    void norDoTheyForSamples(@ForAll("samples") List<Integer> seconds, @ForAll long seed) {
        String project = UUID.randomUUID().toString();
        List<String> rows = seconds.stream()
                .map(second -> BEGIN.plusSeconds(second) + ",h1\n")
                .toList();
        Mapping mapping = Mapping.parse(SAMPLES);
        upload(project, mapping, "at,host\n", rows, new Random(seed));
        assertThat(stored(project)).isEqualTo(runs(new TreeSet<>(seconds)));
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> event = Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of("h1", "h2"),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(
                                Event.Kind.OPEN,
                                Event.Kind.OPEN,
                                Event.Kind.CLOSE,
                                Event.Kind.CLOSE,
                                Event.Kind.RECONNECT,
                                Event.Kind.ATTEMPT,
                                Event.Kind.FAIL,
                                Event.Kind.BOOT))
                .as((second, host, key, kind) -> new Event(
                        host,
                        BEGIN.plusSeconds(second),
                        kind,
                        kind == Event.Kind.BOOT ? "" : key,
                        Collections.singletonList(null),
                        null));
        // One at a time, since two sessions of one start would have one id.
        return event.list().ofMaxSize(30).uniqueElements(Event::at);
    }

    @Provide
    Arbitrary<List<Integer>> samples() {
        return Arbitraries.integers().between(0, 100).list().ofMaxSize(30);
    }

    /** Each row is in one upload at least; all are shuffled. */
    private static void upload(String project, Mapping mapping, String header, List<String> rows, Random random) {
        List<StringBuilder> files = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            files.add(new StringBuilder(header));
        }
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        for (String row : shuffled) {
            files.get(random.nextInt(count)).append(row);
            if (random.nextInt(4) == 0) {
                files.get(random.nextInt(count)).append(row);
            }
        }
        files.add(files.get(random.nextInt(count)));
        files.forEach(file -> upload(project, mapping, file.toString()));
    }

    private static void upload(String project, Mapping mapping, String file) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        MappedFile mapped = new MappedFile("", mapping.sources().get(0), () -> new ByteArrayInputStream(bytes));
        MappingSettings settings = MappingSettings.of(ZoneOffset.UTC, Map.of());
        try (MappedRecords read = new MappedRecords(mapping, settings, List.of(mapped))) {
            records.mapped(project, read);
        }
    }

    private static Set<String> stored(String project) {
        Set<String> sessions = new HashSet<>();
        transactions
                .readSnapshot(project, snapshot -> snapshot.query(
                                "select session_id, desktop_id, started_at, ended_at, failure_reason from session")
                        .execute())
                .await()
                .indefinitely()
                .forEach(row -> sessions.add(String.join(
                        " ",
                        row.getString("session_id"),
                        row.getOffsetDateTime("started_at").toInstant().toString(),
                        row.getOffsetDateTime("ended_at") == null
                                ? "null"
                                : row.getOffsetDateTime("ended_at").toInstant().toString(),
                        Boolean.toString(row.getString("failure_reason") != null))));
        return sessions;
    }

    private static String told(String session) {
        var told = TOLD.matcher(session);
        assertThat(told.matches()).as(session).isTrue();
        String id = told.group(1) + "/" + told.group(2) + "/" + told.group(3);
        return String.join(" ", id, told.group(3), told.group(4), told.group(5));
    }

    private static Set<String> runs(NavigableSet<Integer> seconds) {
        Set<String> runs = new HashSet<>();
        while (!seconds.isEmpty()) {
            int first = seconds.pollFirst();
            int last = first;
            while (!seconds.isEmpty() && seconds.first() - last <= 5) {
                last = seconds.pollFirst();
            }
            Instant start = BEGIN.plusSeconds(first);
            Instant end = BEGIN.plusSeconds(last == first ? first + 2 : last);
            runs.add(String.join(" ", "h1/" + start, start.toString(), end.toString(), "false"));
        }
        return runs;
    }

    private static String row(Event event) {
        return String.join(",", event.at().toString(), event.scope(), event.key(), name(event.kind())) + "\n";
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
