package dev.deskhours.session;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.MappedSource;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.DesktopRules;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.record.RecordRules;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.record.SessionRules;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.RecordSet;
import dev.deskhours.session.store.RecordStore;
import dev.deskhours.session.store.RecordStore.Merged;
import dev.deskhours.session.store.SessionStore;

/**
 * Takes whole bodies of records in, from wherever they come, each whole or not at all (docs/spec/api.md, Sessions in), in
 * memory that does not grow with the body. All methods block.
 */
@ApplicationScoped
public class RecordImport {
    private static final int BATCH = 4000;

    private final Transactions transactions;
    private final ProjectStore projects;
    private final SessionStore sessions;
    private final DesktopStore desktops;
    private final PresenceStore presence;
    private final Quotas quotas;
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
        this.sessions = sessions;
        this.desktops = desktops;
        this.presence = presence;
        this.quotas = quotas;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Stores the sessions of a body, all or none.
     *
     * @throws dev.deskhours.web.ApiException 400 if a record is bad, 429 if the project has sent in too much
     */
    public IntakeResult sessions(String projectId, BodyFormat format, InputStream body) {
        Instant now = clock.instant();
        return take(projectId, sessions, RecordReader.open(format, body, new SessionRules(now, oldestKept(now))));
    }

    /** Stores the desktops of a body, all or none; fails as {@link #sessions}. */
    public IntakeResult desktops(String projectId, BodyFormat format, InputStream body) {
        return take(projectId, desktops, RecordReader.open(format, body, new DesktopRules(clock.instant())));
    }

    /** Stores the presence signs of a body, all or none; fails as {@link #sessions}. */
    public IntakeResult presence(String projectId, BodyFormat format, InputStream body) {
        Instant now = clock.instant();
        return take(projectId, presence, RecordReader.open(format, body, new PresenceRules(now, oldestKept(now))));
    }

    /** Stores what a mapping makes of the files of one import, all or none; fails as {@link #sessions}. */
    public IntakeResult mapped(String projectId, MappedRecords records) {
        Instant now = clock.instant();
        return records.kind() == Mapping.Kind.DESKTOPS
                ? take(projectId, desktops, reader(new DesktopRules(now), records, Instant.EPOCH))
                : take(projectId, sessions, mappedSessions(records, now, oldestKept(now)));
    }

    /** Reads the sessions that a mapping makes of the files of one import. */
    public static RecordReader<SessionRecord> mappedSessions(MappedRecords records, Instant now, Instant oldestKept) {
        return reader(new SessionRules(now, oldestKept), records, oldestKept);
    }

    public IntakeResult sessions(String projectId, Stream<SessionRecord> records) {
        return take(projectId, sessions, each(records), new BadRecords());
    }

    public IntakeResult desktops(String projectId, Stream<DesktopRecord> records) {
        return take(projectId, desktops, each(records), new BadRecords());
    }

    public IntakeResult presence(String projectId, Stream<PresenceRecord> records) {
        return take(projectId, presence, each(records), new BadRecords());
    }

    private Instant oldestKept(Instant now) {
        return now.minus(Duration.ofDays(config.retention().sessionsDays()));
    }

    private static <T> RecordReader<T> reader(RecordRules<T> rules, MappedRecords records, Instant oldestKept) {
        return RecordReader.of(rules, fields -> new MappedSource(records, fields, oldestKept));
    }

    private <T> IntakeResult take(String projectId, RecordStore<T> store, RecordReader<T> reader) {
        return take(projectId, store, reader::next, reader.badRecords());
    }

    /** @param bad those that {@code next} has met so far */
    private <T> IntakeResult take(String projectId, RecordStore<T> store, Supplier<Optional<T>> next, BadRecords bad) {
        List<T> first = batch(next);
        if (first.size() < BATCH) {
            bad.throwIfAny();
            return first.isEmpty() ? new IntakeResult(0, 0, 0, 0) : takeFew(projectId, store, first);
        }
        Optional<IntakeResult> result =
                bad.total() > 0 ? Optional.empty() : takeMany(projectId, store, first, next, bad);
        while (result.isEmpty() && next.get().isPresent()) {
            // The other bad records are wanted for the message.
        }
        bad.throwIfAny();
        return result.orElseThrow();
    }

    private <T> IntakeResult takeFew(String projectId, RecordStore<T> store, List<T> records) {
        return transactions.writeBlocking(
                projectId, transaction -> merge(transaction, projectId, store, store.setOf(records)));
    }

    /** Nothing, and nothing is stored, as soon as there is a bad record. */
    private <T> Optional<IntakeResult> takeMany(
            String projectId, RecordStore<T> store, List<T> first, Supplier<Optional<T>> next, BadRecords bad) {
        return transactions.writeBlocking(projectId, transaction -> {
            RecordSet<T> records = store.newStage(transaction);
            for (List<T> batch = first; !batch.isEmpty() && bad.total() == 0; batch = batch(next)) {
                records.add(transaction, batch);
            }
            if (bad.total() > 0) {
                return Optional.empty();
            }
            records.complete(transaction);
            return Optional.of(merge(transaction, projectId, store, records));
        });
    }

    private <T> IntakeResult merge(
            SqlConnection transaction, String projectId, RecordStore<T> store, RecordSet<T> records) {
        projects.lockForChange(transaction, projectId).await().indefinitely();
        Merged merged = store.merge(transaction, projectId, records);
        if (store != presence && merged.inserted() > 0) {
            quotas.countDesktops(transaction, projectId);
        }
        if (store != desktops) {
            quotas.countSessions(transaction, projectId, records.size());
        }
        long unchanged = records.size() - merged.inserted() - merged.updated();
        return new IntakeResult(records.size(), merged.inserted(), merged.updated(), unchanged);
    }

    private static <T> List<T> batch(Supplier<Optional<T>> next) {
        List<T> records = new ArrayList<>();
        while (records.size() < BATCH) {
            Optional<T> record = next.get();
            if (record.isEmpty()) {
                break;
            }
            records.add(record.get());
        }
        return records;
    }

    private static <T> Supplier<Optional<T>> each(Stream<T> records) {
        Iterator<T> iterator = records.iterator();
        return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
