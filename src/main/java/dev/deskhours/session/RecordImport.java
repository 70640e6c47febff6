package dev.deskhours.session;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.deskhours.project.ProjectConfig;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.DesktopRules;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.record.SessionRules;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.RecordStore;
import dev.deskhours.session.store.SessionStore;

/** Takes whole bodies of records in, from wherever they come. All methods block. */
@ApplicationScoped
public class RecordImport {
    private final Intake intake;
    private final SessionStore sessions;
    private final DesktopStore desktops;
    private final ProjectConfig config;
    private final Clock clock;

    public RecordImport(
            Intake intake, SessionStore sessions, DesktopStore desktops, ProjectConfig config, Clock clock) {
        this.intake = intake;
        this.sessions = sessions;
        this.desktops = desktops;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Stores the sessions of a body, all or none.
     *
     * @param atEnd called when all records have been read and before any is kept; what it throws keeps them all out
     * @throws dev.deskhours.web.ApiException 400 if a record is bad
     */
    public IntakeResult sessions(String projectId, BodyFormat format, InputStream body, Runnable atEnd) {
        Instant now = clock.instant();
        Instant oldestKept = now.minus(Duration.ofDays(config.retention().sessionsDays()));
        return take(projectId, sessions, RecordReader.open(format, body, new SessionRules(now, oldestKept)), atEnd);
    }

    /** Stores the desktops of a body, all or none; fails as {@link #sessions}. */
    public IntakeResult desktops(String projectId, BodyFormat format, InputStream body, Runnable atEnd) {
        return take(projectId, desktops, RecordReader.open(format, body, new DesktopRules(clock.instant())), atEnd);
    }

    public IntakeResult sessions(String projectId, Stream<SessionRecord> records) {
        return intake.take(projectId, sessions, each(records), () -> {});
    }

    public IntakeResult desktops(String projectId, Stream<DesktopRecord> records) {
        return intake.take(projectId, desktops, each(records), () -> {});
    }

    private <T> IntakeResult take(String projectId, RecordStore<T> store, RecordReader<T> reader, Runnable atEnd) {
        return intake.take(projectId, store, reader::next, () -> {
            atEnd.run();
            reader.badRecords().throwIfAny();
        });
    }

    private static <T> Supplier<Optional<T>> each(Stream<T> records) {
        Iterator<T> iterator = records.iterator();
        return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }
}
