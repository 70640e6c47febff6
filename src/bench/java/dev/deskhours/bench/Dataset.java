package dev.deskhours.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A database with the desktops of a fleet, their sessions, and as many stored days as a piece of work needs. */
final class Dataset implements AutoCloseable {
    private static final int ANNOUNCED_AT_ONCE = 1_000;
    private static final int NOTHING = -1;

    private final Database database;
    private final Fleet fleet;
    private final Timeline timeline;
    private final ExpectedDays expected;
    private final StoredDays stored;
    private final BenchService service;
    private int storedBefore = NOTHING;
    private int nights;

    private Dataset(Database database, Fleet fleet, Timeline timeline, ExpectedDays expected) {
        this.database = database;
        this.fleet = fleet;
        this.timeline = timeline;
        this.expected = expected;
        this.stored = new StoredDays(database, timeline);
        this.service = BenchService.start(database, timeline, Map.of());
    }

    /** Desktops are announced to the service, sessions copied past it; the service aggregates the week to be repeated. */
    static Dataset create(Database database, Fleet fleet, Timeline timeline, ExpectedDays expected)
            throws SQLException, IOException, InterruptedException {
        Dataset dataset = new Dataset(database, fleet, timeline, expected);
        try {
            dataset.announce();
            new Generator(fleet, timeline).copySessions(database);
            if (database.server().isStock()) {
                new SmallTenants(timeline).send(dataset.service);
                database.shuffle("desktop");
            }
            dataset.aggregatePattern();
            dataset.stored.keepPattern();
            database.execute("analyze");
            return dataset;
        } catch (Exception | AssertionError failure) {
            dataset.close();
            throw failure;
        }
    }

    Database database() {
        return database;
    }

    /** The service on it. */
    BenchService service() {
        return service;
    }

    Fleet fleet() {
        return fleet;
    }

    StoredDays stored() {
        return stored;
    }

    /** Leaves so many days stored, and the nights to come. */
    void store(int days) throws SQLException {
        stored.fill(days);
        storedBefore = days;
        nights = 0;
    }

    /** The next night that was not aggregated yet is now. */
    void nightIsOver() {
        nights++;
    }

    /** Leaves so many days stored and all nights aggregated by the service, if that is not how it is. */
    void complete(int days) throws SQLException {
        if (storedBefore != days) {
            store(days);
        }
        if (nights < timeline.nights()) {
            service.aggregate(null, timeline.night(nights), timeline.night(timeline.nights() - 1));
            nights = timeline.nights();
        }
        stored.vacuum();
    }

    /** All that is stored now. */
    DayTotals expectedStored() {
        LocalDate first = timeline.night(0).minusDays(storedBefore);
        return expected.of(fleet, first, timeline.night(nights).minusDays(1));
    }

    private void announce() throws IOException, InterruptedException {
        for (Fleet.Project project : fleet.projects()) {
            var answer = service.upload("/v1/" + project.id() + "/desktops", () -> announcements(project));
            assertThat(answer.get("inserted").asInt()).isEqualTo(project.desktops());
        }
    }

    private void aggregatePattern() {
        List<LocalDate> week = timeline.pattern();
        service.aggregate(null, week.get(0), week.get(week.size() - 1));
        for (LocalDate day : week) {
            assertThat(service.totals(fleet, day)).as("%s", day).isEqualTo(expected.of(fleet, day));
        }
    }

    private InputStream announcements(Fleet.Project project) {
        LocalDate created = timeline.today().minusDays(365);
        return new SequenceInputStream(new Enumeration<>() {
            private int next = project.first();

            @Override
            public boolean hasMoreElements() {
                return next < project.end();
            }

            @Override
            public InputStream nextElement() {
                StringBuilder lines = new StringBuilder();
                int end = Math.min(project.end(), next + ANNOUNCED_AT_ONCE);
                for (; next < end; next++) {
                    lines.append(Fleet.announcement(next, created));
                }
                return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Override
    public void close() {
        service.close();
    }
}
