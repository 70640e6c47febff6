package dev.deskhours.notify.rule;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.db.Transactions;
import dev.deskhours.notify.Outbox;
import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.Settings;
import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;

/** One event for each rule and day, whoever evaluates and whenever one of them dies (docs/spec/delivery.md, Idleness). */
class IdleRulesTest {
    private static final String TOLD =
            "select project_id || ' ' || day || ' ' || match_count from notify_record order by 1";
    private static final String DELIVERIES =
            "select project_id || ' ' || webhook || ' ' || type from webhook_delivery order by 1";

    private static TenantDatabase database;
    private static Pool pool;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = new TenantDatabase();
        pool = database.pool(Login.MEMBER, 8);
    }

    @AfterAll
    static void stop() throws IOException {
        pool.closeAndAwait();
        database.close();
    }

    @BeforeEach
    void twoProjectsWithARule() throws SQLException {
        database.execute(
                Login.MEMBER, "truncate project, desktop, notify_rule, notify_record, webhook, webhook_delivery");
        for (String project : List.of("a", "b")) {
            database.execute(Login.MEMBER, """
                    insert into project (project_id, aggregated_through) values ('%1$s', '2026-11-20');
                    insert into desktop (project_id, desktop_id, created_at, first_heard_at, described_at, announced)
                    select '%1$s', 'desk-' || number, timestamptz '2026-11-21 00:00Z' - number * interval '1 day',
                        '2026-11-20', '2026-11-20', true
                    from generate_series(1, 9) as number;
                    insert into webhook (project_id, name, url, events, enabled, secret, created_at, changed_at)
                    values ('%1$s', 'one', 'https://one.example.com/', '{desktop.idle}', true, '', '2026-11-01', '2026-11-01'),
                        ('%1$s', 'two', 'https://two.example.com/', '{desktop.idle}', true, '', '2026-11-01', '2026-11-01');
                    insert into notify_rule (project_id, rule_id, metric_name, threshold, repeat_days, enabled, is_new)
                    values ('%1$s', 'rule', 'desktop_idle_duration', 7, 3, true, true)""".formatted(project));
        }
    }

    @Test
    void eachRuleTellsWhatMatchesOnce() throws SQLException {
        rules().evaluateDue();
        rules().evaluateDue();
        assertThat(told()).containsExactly("a 2026-11-20 3", "b 2026-11-20 3");
        assertThat(deliveries())
                .containsExactly(
                        "a one desktop.idle", "a two desktop.idle", "b one desktop.idle", "b two desktop.idle");
        JsonObject data = new JsonObject(
                        database.column(Login.MEMBER, "select body from webhook_delivery where project_id = 'a'")
                                .get(0))
                .getJsonObject("data");
        assertThat(data.getMap())
                .containsEntry("day", "2026-11-20")
                .containsEntry("match_count", 3)
                .containsEntry("threshold", 7)
                .containsEntry(
                        "link",
                        "/v2/a/statistics/metrics/desktops?start_time=2026-11-20T00:00:00Z&end_time=2026-11-20T23:59:59Z"
                                + "&min_idle_days=7");
        assertThat(data.getJsonArray("desktop_ids").getList()).containsExactly("desk-7", "desk-8", "desk-9");
    }

    @Test
    void theNextDayTellsWhatIsNewAndWhatHasWaited() throws SQLException {
        rules().evaluateDue();
        aggregatedThrough("a", "2026-11-21");
        rules().evaluateDue();
        // 7 and 10 days: desk-6, and desk-9.
        assertThat(told()).containsExactly("a 2026-11-20 3", "a 2026-11-21 2", "b 2026-11-20 3");
        aggregatedThrough("a", "2026-11-23");
        rules().evaluateDue();
        // 7, 8 days: desk-4, desk-5; 10, 11 days: desk-7 and desk-8, which were due on the day in between, too.
        assertThat(told()).contains("a 2026-11-23 4");
    }

    @Test
    void whatIsDisabledOrMatchesNothingTellsNothing() throws SQLException {
        database.execute(Login.MEMBER, "update notify_rule set enabled = false where project_id = 'a'");
        database.execute(Login.MEMBER, "update notify_rule set threshold = 30 where project_id = 'b'");
        rules().evaluateDue();
        assertThat(told()).isEmpty();
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void theReceiverAloneIsTold() throws SQLException {
        database.execute(Login.MEMBER, "update notify_rule set notify_object = 'two' where project_id = 'a'");
        database.execute(
                Login.MEMBER,
                "update notify_rule set notify_object = 'https://one.example.com/' where project_id = 'b'");
        rules().evaluateDue();
        assertThat(deliveries()).containsExactly("a two desktop.idle", "b one desktop.idle");
    }

    @Test
    void whoeverEvaluatesAtOnceThereIsOneEvent() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        List<Future<?>> evaluations = new ArrayList<>();
        for (int replica = 0; replica < 4; replica++) {
            evaluations.add(replicas.submit(() -> rules().evaluateDue()));
        }
        for (Future<?> evaluation : evaluations) {
            evaluation.get(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
        }
        replicas.shutdown();
        assertThat(told()).containsExactly("a 2026-11-20 3", "b 2026-11-20 3");
        assertThat(deliveries()).hasSize(4);
    }

    @Test
    void whatBreaksOffBeforeTheCommitIsDoneOnceLater() throws SQLException {
        database.execute(Login.MEMBER, "alter table webhook_delivery add constraint broken check (project_id <> 'a')");
        rules().evaluateDue();
        assertThat(told()).as("neither record nor fence").containsExactly("b 2026-11-20 3");
        database.execute(Login.MEMBER, "alter table webhook_delivery drop constraint broken");
        rules().evaluateDue();
        rules().evaluateDue();
        assertThat(told()).containsExactly("a 2026-11-20 3", "b 2026-11-20 3");
        assertThat(deliveries()).hasSize(4);
    }

    private static IdleRules rules() {
        SettableClock clock = new SettableClock();
        ProjectStore projects = new ProjectStore(Settings.of(ProjectConfig.class, Map.of()));
        return new IdleRules(
                new Transactions(pool),
                projects,
                new DesktopUsageQuery(projects),
                new RuleStore(),
                new RecordStore(),
                new Outbox(clock, Settings.of(WebhookConfig.class, Map.of())),
                clock);
    }

    private static void aggregatedThrough(String project, String day) throws SQLException {
        database.execute(
                Login.MEMBER,
                "update project set aggregated_through = '%s' where project_id = '%s'".formatted(day, project));
    }

    private static List<String> told() throws SQLException {
        return database.column(Login.MEMBER, TOLD);
    }

    private static List<String> deliveries() throws SQLException {
        return database.column(Login.MEMBER, DELIVERIES);
    }
}
