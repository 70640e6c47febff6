package dev.deskhours.service.chaos;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions sent in while things break. No two of them are on one desktop at one time, so that the usage of a day is the sum of
 * what arrived.
 */
final class Uploads implements Work.Round {
    static final String PROJECT = "moving";
    static final int DAYS = 3;

    private static final int DESKTOPS = 400;
    private static final int SLOT_SECONDS = 120;
    private static final int STEP_SECONDS = 8;
    /** Some fit into one statement, some need many. */
    private static final List<Integer> SIZES = List.of(1, 30, 900, 5_000);

    private final Cluster cluster;
    private final Random random;
    private final List<Upload> sent = new ArrayList<>();

    /** One of them; its number says when its sessions were. */
    private record Upload(int number, int size, boolean taken) {
        LocalDate day() {
            return Office.yesterday().minusDays(number % DAYS);
        }

        Instant start(int session) {
            int second = number / DAYS * SLOT_SECONDS + session / DESKTOPS * STEP_SECONDS;
            return day().atStartOfDay().plusSeconds(second).toInstant(ZoneOffset.UTC);
        }

        int seconds(int session) {
            return 1 + (number + session) % (STEP_SECONDS - 1);
        }

        String desktop(int session) {
            return "desk-" + session % DESKTOPS;
        }

        String ndjson() {
            StringBuilder lines = new StringBuilder();
            for (int session = 0; session < size; session++) {
                lines.append("""
                        {"session_id":"%d-%d","desktop_id":"%s","started_at":"%s","ended_at":"%s"}
                        """.formatted(
                                number,
                                session,
                                desktop(session),
                                start(session),
                                start(session).plusSeconds(seconds(session))));
            }
            return lines.toString();
        }
    }

    Uploads(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    @Override
    public void go() {
        Upload upload = new Upload(sent.size(), SIZES.get(random.nextInt(SIZES.size())), false);
        sent.add(new Upload(upload.number, upload.size, isTaken(upload)));
    }

    @Override
    public long pauseMillis() {
        return 50;
    }

    int taken() {
        return (int) sent.stream().filter(Upload::taken).count();
    }

    /** Each is there as a whole or not at all, and it is there if its sender was told so; its sum = what must be counted. */
    Map<String, Usage> expected(SharedDatabase database) throws SQLException {
        Map<Integer, Integer> arrived = new HashMap<>();
        for (String line : database.column("select split_part(session_id, '-', 1) || ' ' || count(*) from session"
                + " where project_id = '" + PROJECT + "' group by split_part(session_id, '-', 1)")) {
            arrived.put(Integer.parseInt(line.split(" ")[0]), Integer.parseInt(line.split(" ")[1]));
        }
        Map<String, Usage> expected = new TreeMap<>();
        for (Upload upload : sent) {
            int there = arrived.getOrDefault(upload.number, 0);
            assertThat(there).as("records of %s", upload).isIn(upload.taken ? upload.size : 0, upload.size);
            for (int session = 0; session < there; session++) {
                expected.merge(
                        upload.day() + " " + upload.desktop(session),
                        new Usage(upload.seconds(session), 1),
                        Usage::plus);
            }
        }
        return expected;
    }

    /** What a desktop was used on one day. */
    record Usage(long seconds, long logins) {
        Usage plus(Usage more) {
            return new Usage(seconds + more.seconds, logins + more.logins);
        }
    }

    private boolean isTaken(Upload upload) {
        try {
            var answer =
                    cluster.any(random).post("/v1/" + PROJECT + "/sessions", "application/x-ndjson", upload.ndjson());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 429, 503);
            return answer.statusCode() == 200;
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }
}
