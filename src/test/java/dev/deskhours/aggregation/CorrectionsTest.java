package dev.deskhours.aggregation;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.session.IntakeResult;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRecord.Sign;
import dev.deskhours.session.record.SessionRecord;

import static org.assertj.core.api.Assertions.assertThat;

/** What a desktop remembers follows its sessions, also when they turn out to have been wrong (docs/spec/aggregation.md, Retention). */
class CorrectionsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    /** 180 days before, which is the oldest day that is kept. */
    private static final Instant KEPT_FROM = Instant.parse("2026-05-24T00:00:00Z");
    /** More than are merged without a staging table. */
    private static final int MANY = 4_500;

    private static Stores stores;

    private final String project = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws IOException, SQLException {
        stores = Stores.start();
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        stores.close();
    }

    @BeforeEach
    void setClock() {
        stores.clock.set(NOW);
    }

    @Test
    void anOpenSessionLastHeardOfBeforeTheKeptDaysIsALastUse() throws SQLException {
        send(open("heartbeat", "a", daysAgo(187), daysAgo(187).plus(Duration.ofHours(1))));
        send(open("silent", "b", daysAgo(186), null));
        send(open("would have reached into a kept day", "c", daysAgo(182), null));

        assertThat(memory("a")).isEqualTo("ann " + daysAgo(187).plus(Duration.ofHours(1)));
        assertThat(memory("b")).isEqualTo("ann " + daysAgo(186));
        assertThat(memory("c")).isEqualTo("ann " + daysAgo(182));
    }

    @Test
    void aSignMovesALastUseBeforeTheKeptDays() throws SQLException {
        send(open("silent", "a", daysAgo(186), null));
        sign("a", daysAgo(184), Sign.OFFLINE);
        assertThat(memory("a")).isEqualTo("ann " + daysAgo(184));
        sign("a", daysAgo(185), Sign.SHUTDOWN);
        assertThat(memory("a")).isEqualTo("ann " + daysAgo(185));
        sign("a", daysAgo(186).plusSeconds(60), Sign.SEEN);
        assertThat(memory("a")).isEqualTo("ann " + daysAgo(186).plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MANY})
    void aReplacedSessionTakesItsLastUseBack(int others) throws SQLException {
        send(closed("older", "a", daysAgo(185), "ann"), closed("wrong", "a", daysAgo(183), "ann"));
        assertThat(memory("a")).isEqualTo("ann " + end(daysAgo(183)));

        send(withOthers(others, closed("wrong", "b", daysAgo(183), "ann")));

        assertThat(memory("a")).isEqualTo("ann " + end(daysAgo(185)));
        assertThat(memory("b")).isEqualTo("ann " + end(daysAgo(183)));
        send(failed("older", "a", daysAgo(185)));
        assertThat(memory("a")).isEqualTo("null null");
    }

    @Test
    void aSessionThatEndedEarlierTakesItsLastUseBack() throws SQLException {
        send(closed("s", "a", daysAgo(183), "ann"));
        send(new SessionRecord(
                "s", "a", daysAgo(183), daysAgo(183).plusSeconds(60), null, "ann", null, null, null, null, null, null));
        assertThat(memory("a")).isEqualTo("ann " + daysAgo(183).plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MANY})
    void aReplacedSessionTakesItsUserBack(int others) throws SQLException {
        send(closed("first", "a", daysAgo(3), "ann"), closed("second", "a", daysAgo(2), "bob"));
        assertThat(memory("a")).isEqualTo("bob null");

        send(withOthers(others, failed("second", "a", daysAgo(2))));
        assertThat(memory("a")).isEqualTo("ann null");
        send(closed("second", "a", daysAgo(5), "bob"));
        assertThat(memory("a")).isEqualTo("ann null");
        send(closed("second", "a", daysAgo(1), "carol"));
        assertThat(memory("a")).isEqualTo("carol null");
        send(closed("second", "a", daysAgo(1), null));
        assertThat(memory("a")).isEqualTo("ann null");
    }

    @Test
    void whatIsOverriddenInTheSameBodyLeavesNothing() throws SQLException {
        send(
                closed("s", "a", daysAgo(1), "bob"),
                closed("old", "b", daysAgo(183), "bob"),
                closed("s", "a", daysAgo(2), "ann"),
                closed("old", "b", daysAgo(184), "bob"));
        assertThat(memory("a")).isEqualTo("ann null");
        assertThat(memory("b")).isEqualTo("bob " + end(daysAgo(184)));
    }

    @Test
    void twiceInOneBodyIsUpdatedWhateverItSays() {
        SessionRecord first = closed("s", "a", daysAgo(2), "ann");
        SessionRecord other = closed("s", "a", daysAgo(3), "ann");

        assertThat(send(first, other)).isEqualTo(new IntakeResult(2, 1, 1, 0, 1, 0, List.of()));
        assertThat(send(other, other)).isEqualTo(new IntakeResult(2, 0, 1, 1));
        assertThat(send(first, other, first)).isEqualTo(new IntakeResult(3, 0, 3, 0, 3, 0, List.of()));
    }

    @Test
    void anEndThatIsHeardOfLaterIsNoLoss() throws SQLException {
        send(open("s", "a", daysAgo(1), null));
        send(closed("s", "a", daysAgo(1), "ann"));
        assertThat(memory("a")).isEqualTo("ann null");
    }

    private IntakeResult send(SessionRecord... sessions) {
        return stores.send(project, List.of(sessions));
    }

    private void sign(String desktop, Instant at, Sign sign) {
        stores.sendSigns(project, List.of(new PresenceRecord(desktop, at, sign, null)));
    }

    private String memory(String desktopId) throws SQLException {
        return stores.memory(project, desktopId);
    }

    private static SessionRecord[] withOthers(int count, SessionRecord session) {
        List<SessionRecord> all = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(number -> closed("other-" + number, "other-" + number % 50, daysAgo(1), "dave"))
                .toList());
        all.add(session);
        return all.toArray(SessionRecord[]::new);
    }

    private static Instant daysAgo(int days) {
        return KEPT_FROM.plus(Duration.ofDays(180L - days)).plus(Duration.ofHours(9));
    }

    private static Instant end(Instant start) {
        return start.plus(Duration.ofHours(1));
    }

    private static SessionRecord open(String id, String desktop, Instant start, Instant lastSeen) {
        return new SessionRecord(id, desktop, start, null, lastSeen, "ann", null, null, null, null, null, null);
    }

    private static SessionRecord closed(String id, String desktop, Instant start, String user) {
        return new SessionRecord(id, desktop, start, end(start), null, user, null, null, null, null, null, null);
    }

    private static SessionRecord failed(String id, String desktop, Instant start) {
        return new SessionRecord(id, desktop, start, end(start), null, "ann", "denied", null, null, null, null, null);
    }
}
