package dev.deskhours.notify.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.standardwebhooks.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.db.Transactions;
import dev.deskhours.notify.Event;
import dev.deskhours.notify.EventType;
import dev.deskhours.notify.Outbox;
import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig;
import dev.deskhours.process.ServiceClock;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;
import dev.deskhours.testing.WebhookReceiver;
import dev.deskhours.testing.WebhookReceiver.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of messages, with receivers of every kind (docs/spec/delivery.md, Webhooks). The clock is set; nothing sleeps. */
class WebhookDeliveryTest {
    private static final String PROJECT = "p";
    private static final int GIGABYTE_IN_BLOCKS = 1024;

    private static TenantDatabase database;
    private static Pool pool;
    private static Vertx vertx;

    private final SettableClock clock = new SettableClock();
    private final Map<String, List<String>> names = new HashMap<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final Transactions transactions = new Transactions(pool);
    private final WebhookConfig config = Settings.of(
            WebhookConfig.class,
            Map.of(
                    "deskhours.webhooks.http", "true",
                    "deskhours.webhooks.allow", "127.0.0.0/8",
                    "deskhours.webhooks.timeout", "5s"));
    private final Webhooks webhooks = new Webhooks(transactions, clock);
    private final Outbox outbox = new Outbox(clock, config);
    private final Deliveries deliveries = new Deliveries(transactions, config, clock);

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = new TenantDatabase();
        pool = database.pool(Login.MEMBER, 8);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws IOException {
        pool.closeAndAwait();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
    }

    @BeforeEach
    void forgetAll() throws SQLException {
        database.execute(Login.MEMBER, "truncate webhook, webhook_delivery");
        // The library that verifies looks at the machine's clock.
        clock.set(ServiceClock.system().instant());
    }

    @Test
    void aMessageIsDeliveredOnceAndItsSignatureVerified() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            String secret = make("hook", receiver.url()).secret();
            note("task");
            assertThat(dispatcher().sendDue()).isOne();
            assertThat(dispatcher().sendDue()).isZero();

            Received message = receiver.received().get(0);
            assertThat(receiver.received()).hasSize(1);
            assertThat(message.method() + " " + message.path()).isEqualTo("POST /hooks?of=deskhours");
            assertThat(message.header("Content-Type")).isEqualTo("application/json");
            assertThat(message.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
            assertThat(message.body()).contains("\"type\":\"export.succeeded\"").contains("\"task_id\":\"task\"");
            new Webhook(secret).verify(message.body(), message.headers());
            assertThatThrownBy(() -> new Webhook(secret).verify(message.body() + " ", message.headers()))
                    .hasMessageContaining("signature");
            assertThat(state()).isEqualTo("DELIVERED 1 200 thank you");
            assertThat(find("hook").lastSuccessAt()).isNotNull();
        }
    }

    @Test
    void afterARotationBothSecretsVerifyForADay() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            String before = make("hook", receiver.url()).secret();
            String after = await(webhooks.rotate(PROJECT, "hook")).secret();
            note("one");
            dispatcher().sendDue();
            Received both = receiver.received().get(0);
            new Webhook(before).verify(both.body(), both.headers());
            new Webhook(after).verify(both.body(), both.headers());
            assertThat(both.header("webhook-signature").split(" ")).hasSize(2);

            Instant dayLater = clock.instant().plus(Duration.ofHours(24));
            clock.set(dayLater);
            note("two");
            dispatcher().sendDue();
            assertThat(receiver.received().get(1).header("webhook-signature").split(" "))
                    .hasSize(1);
        }
    }

    @Test
    void aDeadReceiverIsTriedEightTimesWithTheSameMessageAndThenDisabled() throws Exception {
        make("hook", "http://127.0.0.1:" + closedPort() + "/");
        note("task");
        String id = database.column(Login.MEMBER, "select event_id from webhook_delivery")
                .get(0);
        for (Duration pause : Deliveries.PAUSES) {
            assertThat(dispatcher().sendDue()).isOne();
            assertThat(state()).startsWith("WAITING").endsWith("there was no connection, or it broke");
            assertThat(find("hook").enabled()).isTrue();
            clock.set(clock.instant().plus(pause).minusMillis(1));
            assertThat(dispatcher().sendDue()).as("before %s", pause).isZero();
            clock.set(clock.instant().plusMillis(1));
        }
        assertThat(dispatcher().sendDue()).isOne();
        assertThat(state()).startsWith("FAILED 8");
        assertThat(database.column(Login.MEMBER, "select event_id from webhook_delivery"))
                .containsExactly(id);
        assertThat(find("hook").enabled()).isFalse();
        assertThat(find("hook").disabledReason()).contains("failed eight times");
    }

    @Test
    void whoTakesOtherMessagesMeanwhileIsNotDisabled() throws SQLException {
        try (WebhookReceiver receiver = new WebhookReceiver(exchange -> {
            boolean first = exchange.getRequestHeaders().getFirst("webhook-id").equals(firstId());
            WebhookReceiver.answer(exchange, first ? 500 : 204, new byte[0]);
        })) {
            make("hook", receiver.url());
            note("first");
            for (int tries = 0; tries < 8; tries++) {
                dispatcher().sendDue();
                clock.set(clock.instant().plus(Duration.ofHours(10)));
                note("other " + tries);
            }
            assertThat(database.column(Login.MEMBER, "select event_id from webhook_delivery where state = 'FAILED'"))
                    .containsExactly(firstId());
            assertThat(find("hook").enabled()).isTrue();
        }
    }

    @Test
    void whoIsGoneIsDisabledAtOnceAndSentWhatWaitedWhenEnabledAgain() throws SQLException {
        AtomicInteger status = new AtomicInteger(410);
        try (WebhookReceiver receiver =
                new WebhookReceiver(exchange -> WebhookReceiver.answer(exchange, status.get(), new byte[0]))) {
            make("hook", receiver.url());
            note("one");
            note("two");
            assertThat(dispatcher().sendDue()).isOne();
            assertThat(find("hook").enabled()).isFalse();
            assertThat(find("hook").disabledReason()).contains("410");
            note("three");

            status.set(200);
            await(webhooks.change(PROJECT, "hook", body("hook", receiver.url())));
            assertThat(find("hook").disabledReason()).isNull();
            assertThat(dispatcher().sendDue())
                    .as("what came while it was disabled is not noted")
                    .isOne();
            assertThat(database.column(Login.MEMBER, "select state from webhook_delivery order by state"))
                    .containsExactly("DELIVERED", "FAILED");
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws SQLException {
        try (WebhookReceiver inside = new WebhookReceiver();
                WebhookReceiver receiver = new WebhookReceiver(exchange -> {
                    exchange.getResponseHeaders().add("Location", inside.url());
                    WebhookReceiver.answer(exchange, 307, new byte[0]);
                })) {
            make("hook", receiver.url());
            note("task");
            dispatcher().sendDue();
            assertThat(state()).startsWith("WAITING 1 307");
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void aSlowReceiverIsGivenUp() throws SQLException {
        CountDownLatch end = new CountDownLatch(1);
        try (WebhookReceiver receiver = new WebhookReceiver(exchange -> awaitEnd(end))) {
            make("hook", receiver.url());
            note("task");
            dispatcher().sendDue();
            assertThat(state()).isEqualTo("WAITING 1 null no answer within 5.0 s");
        } finally {
            end.countDown();
        }
    }

    @Test
    void ofAGigabyteOnlyTheBeginningIsRead() throws SQLException {
        AtomicInteger sent = new AtomicInteger();
        try (WebhookReceiver receiver = new WebhookReceiver(exchange -> {
            byte[] block = "endless ".repeat(131_072).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, (long) GIGABYTE_IN_BLOCKS * block.length);
            while (sent.get() < GIGABYTE_IN_BLOCKS) {
                exchange.getResponseBody().write(block);
                sent.incrementAndGet();
            }
        })) {
            make("hook", receiver.url());
            note("task");
            dispatcher().sendDue();
            assertThat(state()).isEqualTo("DELIVERED 1 200 " + "endless ".repeat(25));
            assertThat(sent.get()).isLessThan(GIGABYTE_IN_BLOCKS / 10);
        }
    }

    @Test
    void theConnectionGoesToTheAddressThatWasJudged() throws SQLException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            make("hook", "http://hook.example.test:" + receiver.port() + "/");
            names.put("hook.example.test", List.of("127.0.0.1"));
            note("one");
            dispatcher().sendDue();
            assertThat(receiver.received()).hasSize(1);
            assertThat(receiver.received().get(0).header("Host")).isEqualTo("hook.example.test:" + receiver.port());
            assertThat(lookUps).hasValue(1);
        }
    }

    @Test
    void aNameIsJudgedAtEachDeliveryByAllItsAddresses() throws SQLException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            make("hook", "http://hook.example.test:" + receiver.port() + "/");
            for (List<String> moved : List.of(
                    List.of("10.0.0.1"), List.of("127.0.0.1", "169.254.169.254"), List.of("127.0.0.1", "::1"))) {
                names.put("hook.example.test", moved);
                note(moved.toString());
                dispatcher().sendDue();
                assertThat(receiver.received()).isEmpty();
                assertThat(database.column(Login.MEMBER, "select distinct answer from webhook_delivery"))
                        .containsExactly("the name leads to an address that is not allowed (deskhours.webhooks.allow)");
            }
            names.remove("hook.example.test");
            clock.set(clock.instant().plus(Duration.ofMinutes(5)));
            assertThat(dispatcher().sendDue()).isEqualTo(3);
            assertThat(database.column(Login.MEMBER, "select distinct answer from webhook_delivery"))
                    .containsExactly("the name cannot be looked up");
        }
    }

    @Test
    void whoLosesTheLeaseChangesNothing() throws SQLException {
        make("hook", "http://127.0.0.1:1/");
        note("task");
        DueDelivery lost = await(deliveries.claim()).orElseThrow();
        assertThat(await(deliveries.claim())).isEmpty();
        clock.set(clock.instant().plus(config.timeout().multipliedBy(3)).plusMillis(1));
        DueDelivery taken = await(deliveries.claim()).orElseThrow();

        assertThat(taken.eventId() + taken.body()).isEqualTo(lost.eventId() + lost.body());
        assertThat(await(deliveries.note(lost, new Answer(500, "late")))).isEmpty();
        assertThat(await(deliveries.note(taken, new Answer(200, "right")))).contains(Deliveries.State.DELIVERED);
        assertThat(await(deliveries.note(lost, new Answer(500, "later")))).isEmpty();
        assertThat(state()).isEqualTo("DELIVERED 1 200 right");
    }

    @Test
    void severalAtOnceSendEachMessageOnce() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            for (int webhook = 0; webhook < Webhooks.MAX_PER_PROJECT; webhook++) {
                make("hook-" + webhook, receiver.url());
            }
            for (int cause = 0; cause < 5; cause++) {
                note("task " + cause);
                note("task " + cause);
            }
            List<CompletableFuture<Integer>> senders = new ArrayList<>();
            for (int sender = 0; sender < 3; sender++) {
                WebhookDispatcher dispatcher = dispatcher();
                senders.add(CompletableFuture.supplyAsync(dispatcher::sendDue));
            }
            int sent = 0;
            for (CompletableFuture<Integer> sender : senders) {
                sent += sender.get(30, TimeUnit.SECONDS);
            }
            sent += dispatcher().sendDue();
            assertThat(sent).isEqualTo(50);
            assertThat(receiver.received()).hasSize(50);
            assertThat(receiver.received().stream()
                            .map(message -> message.header("webhook-id"))
                            .distinct())
                    .hasSize(5);
        }
    }

    @Test
    void aReceiverThatDoesNotAnswerKeepsNoOtherWaiting() {
        make("dead", "http://127.0.0.1:1/");
        make("alive", "http://127.0.0.1:2/");
        note("one");
        note("two");
        assertThat(await(deliveries.claim()).orElseThrow().webhook())
                .isNotEqualTo(await(deliveries.claim()).orElseThrow().webhook());
        assertThat(await(deliveries.claim())).as("one at a time for each").isEmpty();
    }

    @Test
    void aPingGoesOutOnceAlsoToWhoIsDisabled() throws SQLException {
        make("hook", "http://127.0.0.1:1/");
        database.execute(Login.MEMBER, "update webhook set enabled = false");
        assertThat(ping()).isPresent();
        assertThat(ping()).as("one at a time").isEmpty();
        assertThat(dispatcher().sendDue()).isOne();
        assertThat(state()).startsWith("FAILED 1");
        assertThat(find("hook").disabledReason()).isNull();
        assertThat(ping()).isPresent();
    }

    @Test
    void whatIsNoLongerKeptIsForgotten() throws SQLException {
        make("hook", "http://127.0.0.1:1/");
        note("old");
        clock.set(clock.instant().plus(config.keepDeliveries()));
        note("new");
        await(deliveries.forgetOld());
        assertThat(database.column(Login.MEMBER, "select count(*) from webhook_delivery"))
                .containsExactly("2");
        clock.set(clock.instant().plusMillis(1));
        await(deliveries.forgetOld());
        assertThat(database.column(Login.MEMBER, "select count(*) from webhook_delivery"))
                .containsExactly("1");
    }

    @Test
    void theOldestThatWaitsIsTold() throws SQLException {
        assertThat(await(deliveries.oldestSeconds())).isZero();
        make("hook", "http://127.0.0.1:1/");
        note("task");
        clock.set(clock.instant().plusSeconds(90));
        assertThat(await(deliveries.oldestSeconds())).isEqualTo(90);
        database.execute(Login.MEMBER, "update webhook set enabled = false");
        assertThat(await(deliveries.oldestSeconds())).isZero();
    }

    private WebhookDispatcher dispatcher() {
        JudgedAddresses addresses = new JudgedAddresses(config, this::lookUp, vertx);
        ActiveRoles roles = new ActiveRoles(Settings.of(ProcessConfig.class, Map.of()));
        return new WebhookDispatcher(
                deliveries,
                new WebhookSender(addresses, config, clock, vertx),
                new WebhookMetrics(deliveries, roles, new SimpleMeterRegistry()),
                roles,
                config,
                vertx);
    }

    /** Addresses as they are, names as the test says. */
    private List<InetAddress> lookUp(String name) throws java.net.UnknownHostException {
        lookUps.incrementAndGet();
        if (Character.isDigit(name.charAt(0))) {
            return List.of(InetAddress.getByName(name));
        }
        if (!names.containsKey(name)) {
            throw new java.net.UnknownHostException(name);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : names.get(name)) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    }

    private StoredWebhook make(String name, String url) {
        return await(webhooks.create(PROJECT, body(name, url)));
    }

    private static WebhookBody body(String name, String url) {
        return new WebhookBody(name, url, List.of("export.succeeded"), true);
    }

    private StoredWebhook find(String name) {
        return await(webhooks.find(PROJECT, name));
    }

    private void note(String cause) {
        Event event = new Event(PROJECT, EventType.EXPORT_SUCCEEDED, cause, Map.of("task_id", cause));
        assertThatCode(() -> await(transactions.write(PROJECT, transaction -> outbox.add(transaction, event))))
                .doesNotThrowAnyException();
    }

    private Optional<String> ping() {
        return await(transactions.write(PROJECT, transaction -> outbox.ping(transaction, PROJECT, "hook")));
    }

    private static String state() throws SQLException {
        return database.column(Login.MEMBER, """
                        select state || ' ' || tries || ' ' || coalesce(answer_status::text, 'null') || ' ' || answer
                        from webhook_delivery
                        """).get(0);
    }

    private static String firstId() {
        try {
            return database.column(Login.MEMBER, "select event_id from webhook_delivery where body like '%first%'")
                    .get(0);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
