package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** What rows work on. What is large is made when the first row asks for it. */
final class Bench implements AutoCloseable {
    private static final int USUAL_DESKTOPS = 400;
    private static final int LARGE_DESKTOPS = 30_000;

    private final BenchSettings settings;
    private final Timeline timeline;
    private final Fleet fleet;
    private final ExpectedDays expected;
    private final BenchServer server;
    private Dataset dataset;
    private Dataset small;
    private Dataset twoProjects;

    private Bench(BenchSettings settings, BenchServer server) {
        this.settings = settings;
        this.timeline = Timeline.of(settings);
        this.fleet = Fleet.of(settings.size().desktops(), settings.projects());
        this.expected = new ExpectedDays(timeline);
        this.server = server;
    }

    static Bench start(BenchSettings settings, Path directory) throws IOException, SQLException {
        return new Bench(settings, BenchServer.start(directory, settings.server()));
    }

    BenchSettings settings() {
        return settings;
    }

    Timeline timeline() {
        return timeline;
    }

    Fleet fleet() {
        return fleet;
    }

    ExpectedDays expected() {
        return expected;
    }

    BenchServer server() {
        return server;
    }

    /** All desktops. */
    Dataset dataset() throws SQLException, IOException, InterruptedException {
        if (dataset == null) {
            dataset = Dataset.create(server.create("everything"), fleet, timeline, expected);
        }
        return dataset;
    }

    /** All desktops with all days. */
    Dataset complete() throws SQLException, IOException, InterruptedException {
        dataset().complete(settings.days() - 1);
        return dataset;
    }

    /** The small project, with a database to itself. */
    Dataset smallAlone() throws SQLException, IOException, InterruptedException {
        if (small == null) {
            small = Dataset.create(server.create("small"), fleet.smallAlone(), timeline, expected);
        }
        small.complete(settings.days() - 1);
        return small;
    }

    /** A project of usual size and a large one. */
    Dataset twoProjects() throws SQLException, IOException, InterruptedException {
        if (twoProjects == null) {
            twoProjects = Dataset.create(
                    server.create("two"), Fleet.ofTwo(USUAL_DESKTOPS, LARGE_DESKTOPS), timeline, expected);
        }
        twoProjects.complete(settings.days() - 1);
        return twoProjects;
    }

    BenchService serve(Database database) {
        return serve(database, Map.of());
    }

    BenchService serve(Database database, Map<String, ?> more) {
        return BenchService.start(database, timeline, more);
    }

    @Override
    public void close() throws IOException {
        if (dataset != null) {
            dataset.close();
        }
        if (small != null) {
            small.close();
        }
        if (twoProjects != null) {
            twoProjects.close();
        }
        server.close();
    }
}
