package dev.deskhours.notify;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.db.Transactions;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No event without its cause, no cause without its event (docs/adr/0018). */
class OutboxTest {
    private static final String NOTED =
            "select project_id || ' ' || webhook || ' ' || type from webhook_delivery order by 1";

    private static TenantDatabase database;
    private static Pool pool;

    private final Transactions transactions = new Transactions(pool);
    private final Outbox outbox = new Outbox(
            new SettableClock(),
            Settings.of(WebhookConfig.class, Map.of("deskhours.webhooks.link-base", "https://desk.example.com")));

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = new TenantDatabase();
        pool = database.pool(Login.MEMBER, 4);
    }

    @AfterAll
    static void stop() throws IOException {
        pool.closeAndAwait();
        database.close();
    }

    @BeforeEach
    void storeWebhooks() throws SQLException {
        database.execute(Login.MEMBER, "truncate webhook, webhook_delivery");
        database.execute(Login.MEMBER, """
                insert into webhook (project_id, name, url, events, enabled, secret, created_at, changed_at)
                select project_id, name, 'https://example.com/', events::text[], enabled, '', '2026-11-01', '2026-11-01'
                from (values
                    ('a', 'one', '{export.succeeded,export.failed}', true),
                    ('a', 'two', '{export.succeeded}', true),
                    ('a', 'off', '{export.succeeded}', false),
                    ('b', 'one', '{export.succeeded}', true)) as given (project_id, name, events, enabled)
                """);
    }

    @Test
    void whoWantsItIsToldAndNobodyElse() throws SQLException {
        add("a", List.of(event("a", EventType.EXPORT_SUCCEEDED, "task"), event("a", EventType.EXPORT_FAILED, "task")));
        assertThat(noted()).containsExactly("a one export.failed", "a one export.succeeded", "a two export.succeeded");
    }

    @Test
    void aRunOverAllProjectsTellsEachOfItsOwn() throws SQLException {
        await(transactions.serviceWide(transaction -> outbox.add(
                transaction,
                List.of(
                        event("a", EventType.EXPORT_SUCCEEDED, "run"),
                        event("b", EventType.EXPORT_SUCCEEDED, "run"),
                        event("c", EventType.EXPORT_SUCCEEDED, "run")))));
        assertThat(noted())
                .containsExactly("a one export.succeeded", "a two export.succeeded", "b one export.succeeded");
    }

    @Test
    void aProjectTellsNoOther() throws SQLException {
        add("a", List.of(event("b", EventType.EXPORT_SUCCEEDED, "task")));
        assertThat(noted()).isEmpty();
    }

    @Test
    void aCauseHasOneEventHoweverOftenItIsNoted() throws SQLException {
        for (int time = 0; time < 3; time++) {
            add("a", Collections.nCopies(2, event("a", EventType.EXPORT_FAILED, "task")));
        }
        add("a", List.of(event("a", EventType.EXPORT_FAILED, "another task")));
        assertThat(noted()).containsExactly("a one export.failed", "a one export.failed");
    }

    @Test
    void whatIsRolledBackHasNoEvent() throws SQLException {
        assertThatThrownBy(() -> await(transactions.write(
                        "a", transaction -> outbox.add(transaction, event("a", EventType.EXPORT_FAILED, "task"))
                                .invoke(() -> {
                                    throw new IllegalStateException("the cause failed");
                                }))))
                .hasMessage("the cause failed");
        assertThat(noted()).isEmpty();
    }

    @Test
    void theMessageHasTypeTimeAndDataAndALinkFromOutside() throws SQLException {
        add("a", List.of(event("a", EventType.EXPORT_FAILED, "task")));
        JsonObject message = new JsonObject(database.column(Login.MEMBER, "select body from webhook_delivery")
                .get(0));
        assertThat(message)
                .isEqualTo(new JsonObject()
                        .put("type", "export.failed")
                        .put("timestamp", "2026-11-20T12:00:00Z")
                        .put(
                                "data",
                                new JsonObject()
                                        .put("project_id", "a")
                                        .put("number", 7)
                                        .put("link", "https://desk.example.com/v1/a/x")));
    }

    @Test
    void aMessageIsNotLongerThanTwentyThousandBytes() {
        Event event = new Event("a", EventType.EXPORT_FAILED, "task", Map.of("text", "é".repeat(10_000)));
        assertThatThrownBy(() -> add("a", List.of(event))).hasMessageContaining("longer than 20000 bytes");
    }

    private static Event event(String projectId, EventType type, String cause) {
        return new Event(projectId, type, cause, Map.of("number", 7, "link", "/v1/" + projectId + "/x"));
    }

    private void add(String projectId, List<Event> events) {
        await(transactions.write(projectId, transaction -> outbox.add(transaction, events)));
    }

    private static List<String> noted() throws SQLException {
        return database.column(Login.MEMBER, NOTED);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
