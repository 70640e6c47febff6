package dev.deskhours.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Writes sessions, in an order that has nothing to do with that of desktops; nothing of it is held in memory. */
final class Generator {
    /** What is copied, by the service or by {@code psql}. */
    static final String COLUMNS =
            "(project_id, session_id, desktop_id, started_at, ended_at, last_seen_at, user_name, failure_reason, seen_at,"
                    + " ends_at)";

    private static final int COPY_BUFFER = 1 << 18;

    private final Fleet fleet;
    private final Timeline timeline;

    Generator(Fleet fleet, Timeline timeline) {
        this.fleet = fleet;
        this.timeline = timeline;
    }

    /** Puts all sessions in place, past the service. */
    void copySessions(Database database) throws SQLException, IOException {
        BulkLoad load = BulkLoad.begin(database, "session");
        for (LocalDate day : timeline.withSessions().stream().sorted().toList()) {
            copySessions(database, day);
        }
        load.end();
        database.execute("vacuum (analyze) session");
    }

    /** How many sessions begin on a day. */
    long sessions(LocalDate day) {
        return Session.PER_DAY * used(day).count();
    }

    /** Two files of the same sessions, the newest of one project: as the service takes them and as COPY does. */
    void writeUpload(int records, String projectId, Path ndjson, Path text) throws IOException {
        Iterator<Session> sessions = Stream.iterate(timeline.lastStored(), day -> day.minusDays(1))
                .flatMap(this::sessionsOf)
                .iterator();
        try (Writer lines = Files.newBufferedWriter(ndjson);
                Writer rows = Files.newBufferedWriter(text)) {
            for (int record = 0; record < records; record++) {
                Session session = sessions.next();
                lines.write(ndjson(session));
                rows.write(row(projectId, session));
            }
        }
    }

    private void copySessions(Database database, LocalDate day) throws SQLException, IOException {
        try (Connection connection = database.connect();
                PGCopyOutputStream copy = new PGCopyOutputStream(
                        connection.unwrap(PGConnection.class), "copy session " + COLUMNS + " from stdin", COPY_BUFFER);
                Writer rows =
                        new BufferedWriter(new OutputStreamWriter(copy, StandardCharsets.US_ASCII), COPY_BUFFER)) {
            Iterator<Session> sessions = sessionsOf(day).iterator();
            while (sessions.hasNext()) {
                Session session = sessions.next();
                rows.write(row(fleet.projectOf(session.desktop()).id(), session));
            }
        }
    }

    /** First the mornings of all desktops, then the afternoons, then the evenings. */
    private Stream<Session> sessionsOf(LocalDate day) {
        return IntStream.range(0, Session.PER_DAY).boxed().flatMap(number -> used(day)
                .mapToObj(desktop -> Session.of(desktop, day).get(number)));
    }

    private IntStream used(LocalDate day) {
        int percent = timeline.percentUsed(day);
        return fleet.shuffled().filter(desktop -> Session.isUsed(desktop, day, percent));
    }

    private static String row(String projectId, Session session) {
        Instant start = Instant.ofEpochSecond(session.startedAt());
        Instant end = Instant.ofEpochSecond(session.endedAt());
        return projectId + '\t' + session.id() + '\t' + Fleet.desktopId(session.desktop()) + '\t' + start + '\t' + end
                + "\t\\N\t" + session.user() + "\t\\N\t" + start + '\t' + end + '\n';
    }

    private static String ndjson(Session session) {
        return "{\"session_id\":\"" + session.id() + "\",\"desktop_id\":\"" + Fleet.desktopId(session.desktop())
                + "\",\"started_at\":\"" + Instant.ofEpochSecond(session.startedAt()) + "\",\"ended_at\":\""
                + Instant.ofEpochSecond(session.endedAt()) + "\",\"user_name\":\"" + session.user() + "\"}\n";
    }
}
