package dev.deskhours.session;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.RecordBatches.Run;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.MappedSource;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.DesktopRules;
import dev.deskhours.session.record.IgnoredFields;
import dev.deskhours.session.record.LocalTimes;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.record.ReadOptions;
import dev.deskhours.session.record.RecordRules;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.record.SessionRules;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.SessionStore;

/**
 * Takes whole bodies of records in, from wherever they come, each whole or not at all (docs/spec/api.md, Sessions in), in
 * memory that does not grow with the body. All methods block.
 */
@ApplicationScoped
public class RecordImport {
    private final Transactions transactions;
    private final ProjectStore projects;
    private final RecordBatches batches;
    private final EventImport events;
    private final SignedImport signed;
    private final SessionStore sessions;
    private final DesktopStore desktops;
    private final PresenceStore presence;
    private final ProjectConfig config;
    private final Clock clock;

    public RecordImport(
            Transactions transactions,
            ProjectStore projects,
            SessionStore sessions,
            DesktopStore desktops,
            PresenceStore presence,
            Quotas quotas,
            ProjectConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.batches = new RecordBatches(transactions, projects, desktops, presence, quotas);
        this.events = new EventImport(batches, sessions);
        this.signed = new SignedImport(batches, sessions, presence);
        this.sessions = sessions;
        this.desktops = desktops;
        this.presence = presence;
        this.config = config;
        this.clock = clock;
    }

    /** The zone of a project, or of the service if nobody has heard of it. */
    public ZoneId zoneOf(String projectId) {
        return transactions.writeBlocking(projectId, transaction -> projects.read(transaction, projectId)
                .await()
                .indefinitely()
                .zone());
    }

    /**
     * Stores the sessions of a body, all or none.
     *
     * @throws dev.deskhours.web.ApiException 400 if a record is bad, 429 if the project has sent in too much
     */
    public IntakeResult sessions(String projectId, BodyFormat format, InputStream body, ReadOptions options) {
        Instant now = clock.instant();
        LocalTimes times = new LocalTimes(options.zone(), options.wording());
        SessionRules rules = new SessionRules(now, oldestKept(now), times);
        IgnoredFields ignored = options.ignoreUnknown() ? new IgnoredFields() : null;
        return takeSessions(projectId, RecordReader.open(format, body, rules, ignored), options)
                .read(times.adjusted(), names(ignored), null);
    }

    /** As {@link #sessions} of a command that says nothing of how they are read. */
    public IntakeResult sessions(String projectId, BodyFormat format, InputStream body) {
        return sessions(projectId, format, body, ReadOptions.COMMAND);
    }

    /** Stores the desktops of a body, all or none; fails as {@link #sessions}. */
    public IntakeResult desktops(String projectId, BodyFormat format, InputStream body, ReadOptions options) {
        LocalTimes times = new LocalTimes(options.zone(), options.wording());
        IgnoredFields ignored = options.ignoreUnknown() ? new IgnoredFields() : null;
        DesktopRules rules = new DesktopRules(clock.instant(), times);
        return takeDesktops(projectId, RecordReader.open(format, body, rules, ignored), options)
                .read(times.adjusted(), names(ignored), null);
    }

    /** As {@link #desktops} of a command that says nothing of how they are read. */
    public IntakeResult desktops(String projectId, BodyFormat format, InputStream body) {
        return desktops(projectId, format, body, ReadOptions.COMMAND);
    }

    /** Stores the presence signs of a body, all or none; fails as {@link #sessions}. */
    public IntakeResult presence(String projectId, BodyFormat format, InputStream body, ReadOptions options) {
        Instant now = clock.instant();
        LocalTimes times = new LocalTimes(options.zone(), options.wording());
        IgnoredFields ignored = options.ignoreUnknown() ? new IgnoredFields() : null;
        RecordReader<PresenceRecord> reader =
                RecordReader.open(format, body, new PresenceRules(now, oldestKept(now), times), ignored);
        return batches.take(projectId, new Run<>(options.dryRun()), presence, reader::next, reader.badRecords())
                .read(times.adjusted(), names(ignored), null);
    }

    /** As {@link #presence} of a command that says nothing of how they are read. */
    public IntakeResult presence(String projectId, BodyFormat format, InputStream body) {
        return presence(projectId, format, body, ReadOptions.COMMAND);
    }

    /**
     * Stores what a mapping makes of the files of one import, all or none; fails as {@link #sessions}. Events pair with those
     * of earlier imports (docs/adr/0016).
     */
    public IntakeResult mapped(String projectId, MappedRecords records, ReadOptions options) {
        Instant now = clock.instant();
        return take(projectId, records, now, options).read(records.adjustedTimes(), List.of(), records.leftOut());
    }

    /** As {@link #mapped(String, MappedRecords, ReadOptions)} of a command that says nothing of how they are read. */
    public IntakeResult mapped(String projectId, MappedRecords records) {
        return mapped(projectId, records, ReadOptions.COMMAND);
    }

    /** Reads the sessions that a mapping makes of the files of one import. */
    public static RecordReader<SessionRecord> mappedSessions(MappedRecords records, Instant now, Instant oldestKept) {
        return reader(new SessionRules(now, oldestKept), records, oldestKept);
    }

    public IntakeResult sessions(String projectId, Stream<SessionRecord> records) {
        return batches.take(projectId, new Run<>(false), sessions, each(records), new BadRecords());
    }

    public IntakeResult desktops(String projectId, Stream<DesktopRecord> records) {
        return batches.take(projectId, new Run<>(false), desktops, each(records), new BadRecords());
    }

    public IntakeResult presence(String projectId, Stream<PresenceRecord> records) {
        return batches.take(projectId, new Run<>(false), presence, each(records), new BadRecords());
    }

    private IntakeResult take(String projectId, MappedRecords records, Instant now, ReadOptions options) {
        if (records.kind() == Mapping.Kind.DESKTOPS) {
            return takeDesktops(projectId, reader(new DesktopRules(now), records, Instant.EPOCH), options);
        }
        Instant oldest = oldestKept(now);
        if (records.hasSigns()) {
            return takeSigned(projectId, records, now, options);
        }
        if (!records.isPaired()) {
            return takeSessions(projectId, mappedSessions(records, now, oldest), options);
        }
        Run<SessionRecord> run = new Run<>(options.dryRun());
        return events.take(
                        projectId,
                        run,
                        records,
                        (counts, next) -> RecordReader.of(
                                new SessionRules(now, oldest),
                                fields -> new MappedSource(counts, next, fields, oldest)))
                .showing(run.first(), null);
    }

    private IntakeResult takeSigned(String projectId, MappedRecords records, Instant now, ReadOptions options) {
        Instant oldest = oldestKept(now);
        Run<SessionRecord> run = new Run<>(options.dryRun());
        RecordReader<SessionRecord> reader = mappedSessions(records, now, oldest);
        return signed.take(projectId, run, records, reader, new PresenceRules(now, oldest), oldest)
                .showing(run.first(), null);
    }

    private IntakeResult takeSessions(String projectId, RecordReader<SessionRecord> reader, ReadOptions options) {
        Run<SessionRecord> run = new Run<>(options.dryRun());
        return batches.take(projectId, run, sessions, reader::next, reader.badRecords())
                .showing(run.first(), null);
    }

    private IntakeResult takeDesktops(String projectId, RecordReader<DesktopRecord> reader, ReadOptions options) {
        Run<DesktopRecord> run = new Run<>(options.dryRun());
        return batches.take(projectId, run, desktops, reader::next, reader.badRecords())
                .showing(null, run.first());
    }

    private static List<String> names(IgnoredFields ignored) {
        return ignored == null ? List.of() : ignored.names();
    }

    private Instant oldestKept(Instant now) {
        return now.minus(Duration.ofDays(config.retention().sessionsDays()));
    }

    private static <T> RecordReader<T> reader(RecordRules<T> rules, MappedRecords records, Instant oldestKept) {
        return RecordReader.of(rules, fields -> new MappedSource(records, fields, oldestKept));
    }

    private static <T> Supplier<Optional<T>> each(Stream<T> records) {
        Iterator<T> iterator = records.iterator();
        return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
