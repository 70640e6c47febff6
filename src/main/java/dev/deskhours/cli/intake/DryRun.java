package dev.deskhours.cli.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.smallrye.config.SmallRyeConfig;

import dev.deskhours.process.ServiceClock;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.MappedSource;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.record.SessionRules;

/** Shows what an import would take, and keeps nothing; it needs no database. */
public final class DryRun {
    private static final int SHOWN = 10;
    private static final int SESSIONS_DAYS = 187;

    private final MappingSettings settings;
    private final Instant now;
    private final Instant oldestKept;

    /** @param config what the service would be configured with */
    public DryRun(MappingSettings settings, SmallRyeConfig config) {
        this.settings = settings;
        this.now = now(config);
        this.oldestKept = oldestKept(config);
    }

    /** The time by which records are judged before the framework starts. */
    public static Instant now(SmallRyeConfig config) {
        Clock clock = ServiceClock.system();
        return config.getOptionalValue("deskhours.clock.start-at", Instant.class)
                .orElse(clock.instant());
    }

    /** From when on sessions are kept, by that time. */
    public static Instant oldestKept(SmallRyeConfig config) {
        int days = config.getOptionalValue("deskhours.retention.sessions-days", Integer.class)
                .orElse(SESSIONS_DAYS);
        return now(config).minus(Duration.ofDays(days));
    }

    /** @return the exit code: 1 if a record would be refused */
    public int show(ImportPlan plan) {
        boolean good = true;
        for (InputFile file : plan.own()) {
            good &= showOwn(file);
        }
        for (ImportPlan.Foreign foreign : plan.foreign()) {
            good &= showForeign(foreign);
        }
        return good ? 0 : 1;
    }

    private boolean showOwn(InputFile file) {
        System.err.println(file.name() + ": read as our own " + file.ownFormat());
        try (InputStream body = file.open()) {
            return show(RecordReader.open(file.ownFormat(), body, new SessionRules(now, oldestKept)));
        } catch (IOException failure) {
            throw file.unreadable(failure);
        }
    }

    private boolean showForeign(ImportPlan.Foreign foreign) {
        System.err.println(FileImport.readAs(foreign));
        try (MappedRecords records = new MappedRecords(foreign.mapping(), settings, foreign.files())) {
            boolean good = records.kind() == Mapping.Kind.DESKTOPS ? showDesktops(records) : showSessions(records);
            FileImport.leftOut(records).forEach(System.err::println);
            return good;
        }
    }

    private boolean showSessions(MappedRecords records) {
        RecordReader<SessionRecord> sessions = RecordImport.mappedSessions(records, now, oldestKept);
        if (!records.hasSigns()) {
            return show(sessions);
        }
        LongAdder signs = new LongAdder();
        BadRecords bad =
                MappedSource.signs(records, new PresenceRules(now, oldestKept), oldestKept, sign -> signs.increment());
        boolean good = show(sessions);
        System.err.printf("  and %d presence signs%n", signs.sum());
        if (bad.total() > 0) {
            System.err.println("  all would be refused: " + bad.message());
        }
        return good && bad.total() == 0;
    }

    private static boolean showDesktops(MappedRecords records) {
        long count = 0;
        for (MappedRecords.Next next = records.next(); next != null; next = records.next()) {
            if (count++ < SHOWN) {
                System.out.println(next.flaw() == null ? next.fields() : next.flaw());
            }
        }
        System.err.printf("%d desktops; nothing was kept%n", count);
        return true;
    }

    private static boolean show(RecordReader<SessionRecord> reader) {
        CsvWriter csv = CsvWriter.builder().toConsole();
        csv.writeRecord("session_id", "desktop_id", "user_name", "started_at", "ended_at", "failure_reason");
        long good = 0;
        for (Optional<SessionRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            if (good++ < SHOWN) {
                csv.writeRecord(row(next.get()));
            }
        }
        boolean refused = reader.badRecords().total() > 0;
        System.err.printf("%d sessions %s; nothing was kept%n", good, refused ? "are good" : "would be taken");
        if (refused) {
            System.err.println("  all would be refused: " + reader.badRecords().message());
        }
        return !refused;
    }

    private static String[] row(SessionRecord session) {
        return Stream.of(
                        session.sessionId(),
                        session.desktopId(),
                        session.userName(),
                        session.startedAt(),
                        session.endedAt(),
                        session.failureReason())
                .map(value -> value == null ? "" : value.toString())
                .toArray(String[]::new);
    }
}
