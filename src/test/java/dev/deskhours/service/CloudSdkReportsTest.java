package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.workspace.v2.WorkspaceClient;
import com.huaweicloud.sdk.workspace.v2.model.ListMetricsRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListMetricsTrendRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListUserUsageMetricRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListUserUsageMetricResponse;
import com.huaweicloud.sdk.workspace.v2.model.Metric;
import com.huaweicloud.sdk.workspace.v2.model.MetricsWithTime;
import com.huaweicloud.sdk.workspace.v2.model.ShowGrowthRateRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.CloudSdk;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.OTHER;
import static dev.deskhours.testing.SecuredService.REPORTS;
import static dev.deskhours.testing.SecuredService.REPORTS_KEY;
import static dev.deskhours.testing.SecuredService.SECRET_KEY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** The reports of users and metrics through the cloud's own published SDK, with right and wrong credentials. */
@QuarkusTest
@WithTestResource(SecuredService.class)
class CloudSdkReportsTest {
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    private static final String START = YESTERDAY + "T00:00Z";
    private static final String END = YESTERDAY + "T23:59:59Z";
    private static final String POOL = "desktop_pool_id,sdk-reports";

    @BeforeEach
    void aDayOfUse() {
        String sessions = Stream.of(
                        session("1", "a", YESTERDAY.minusDays(1), "09:00:00", "10:00:00", ""),
                        session("2", "a", YESTERDAY, "09:00:00", "12:00:00", ""),
                        session("3", "b", YESTERDAY, "11:00:00", "12:00:00", ""),
                        session("4", "b", YESTERDAY, "13:00:00", "13:00:00", ",\"failure_reason\":\"wrong password\""))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        asAdministrator("[" + sessions + "]", "/v1/" + REPORTS + "/sessions", 200);
        String days = "{\"project_id\":\"" + REPORTS + "\",\"first_day\":\"" + YESTERDAY.minusDays(1)
                + "\",\"last_day\":\"" + YESTERDAY + "\"}";
        asAdministrator(days, "/v1/aggregation-runs", 202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> users("sdk-reports-user").getCount() == 1
                        && value(metrics("user_login_count").get(0)) == 3);
    }

    @Test
    void listOfUsers() {
        ListUserUsageMetricResponse users = users("SDK-reports-USER");
        assertThat(users.getItems()).hasSize(1);
        assertThat(users.getItems().get(0).getUsername()).isEqualTo("sdk-reports-user");
        assertThat(users.getItems().get(0).getMetric())
                .extracting(Metric::getMetricName, Metric::getMetricValue)
                .containsExactly(
                        tuple("user_usage", 14400.0),
                        tuple("user_login_count", 3.0),
                        tuple("user_login_success_count", 2.0),
                        tuple("user_login_fail_count", 1.0));
    }

    @Test
    void exportOfUsers() {
        CloudSdk sdk = CloudSdk.of(endpoint(), credentials(SECRET_KEY, REPORTS), new HttpConfig());
        String taskId = sdk.exportUsers(Map.of("start_time", START, "end_time", END, "username", "sdk-reports")).taskId;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sdk.tasks(taskId).exportTasks.get(0).get("status").equals("SUCCESS"));
        assertThat((String) sdk.tasks(taskId).exportTasks.get(0).get("file_name"))
                .isEqualTo("user-usage_" + YESTERDAY + "_" + YESTERDAY + "_" + taskId.substring(0, 8) + ".csv");
        assertThat(new String(sdk.download(taskId), StandardCharsets.UTF_8)).isEqualTo("""
                username,enterprise_project_id,user_usage,user_usage_hours,user_login_count,user_login_success_count,\
                user_login_fail_count,active_days,period_start,period_end\r
                sdk-reports-user,,14400,4.00,3,2,1,1,%1$s,%1$s\r
                """.formatted(YESTERDAY));
    }

    @Test
    void metricsOfAPool() {
        List<Metric> metrics = metrics(
                "desktop_usage",
                "desktop_used_count",
                "desktop_idle_count",
                "desktop_online_peak",
                "user_usage",
                "user_login_count",
                "user_login_success_count",
                "user_login_fail_count",
                "user_unique_count",
                "user_online_peak");
        assertThat(metrics)
                .extracting(Metric::getMetricValue)
                .containsExactly(14400.0, 2.0, 0.0, 2.0, 14400.0, 3.0, 2.0, 1.0, 1.0, 1.0);
    }

    @Test
    void trendByHourAndByDay() {
        List<MetricsWithTime> hours = workspace(SECRET_KEY, REPORTS)
                .listMetricsTrend(new ListMetricsTrendRequest()
                        .withStartTime(YESTERDAY.toString())
                        .withEndTime(YESTERDAY.toString())
                        .withDim(POOL)
                        .withMetricNames(List.of("desktop_online_peak", "desktop_usage"))
                        .withPeriod(ListMetricsTrendRequest.PeriodEnum.HOUR))
                .getBody();
        assertThat(hours).hasSize(24);
        assertThat(hours.get(11).getTime()).isEqualTo(YESTERDAY + "T11:00:00Z");
        assertThat(hours.get(11).getMetrics())
                .extracting(Metric::getMetricValue)
                .containsExactly(2.0, 7200.0);
        List<MetricsWithTime> days = workspace(SECRET_KEY, REPORTS)
                .listMetricsTrend(new ListMetricsTrendRequest()
                        .withStartTime(YESTERDAY.minusDays(1).toString())
                        .withEndTime(YESTERDAY.toString())
                        .withDim(POOL)
                        .withMetricNames(List.of("desktop_usage", "user_unique_count"))
                        .withPeriod(ListMetricsTrendRequest.PeriodEnum.DAY))
                .getBody();
        assertThat(days).extracting(day -> value(day.getMetrics().get(0))).containsExactly(3600.0, 14400.0);
    }

    @Test
    void growthOfADay() {
        double rate = workspace(SECRET_KEY, REPORTS)
                .showGrowthRate(new ShowGrowthRateRequest()
                        .withGrowPeriod(ShowGrowthRateRequest.GrowPeriodEnum.DAY)
                        .withMetricName("desktop_usage")
                        .withDim(POOL))
                .getGrowthRate();
        assertThat(rate).isEqualTo(3.0);
    }

    @Test
    void wrongCredentialsProjectsAndNamesAreRefused() {
        for (WorkspaceClient wrong : List.of(workspace("wrong", REPORTS), workspace(SECRET_KEY, OTHER))) {
            int status = statusOf(() -> wrong.listUserUsageMetric(usersRequest("x")));
            assertThat(status).isIn(401, 403);
            assertThat(statusOf(() -> wrong.listMetrics(metricsRequest(List.of("desktop_usage")))))
                    .isEqualTo(status);
            assertThat(statusOf(() -> wrong.listMetricsTrend(new ListMetricsTrendRequest()
                            .withStartTime(START)
                            .withEndTime(END)
                            .withMetricNames(List.of("desktop_usage")))))
                    .isEqualTo(status);
            assertThat(statusOf(() -> wrong.showGrowthRate(new ShowGrowthRateRequest()
                            .withGrowPeriod(ShowGrowthRateRequest.GrowPeriodEnum.DAY)
                            .withMetricName("desktop_usage"))))
                    .isEqualTo(status);
        }
        CloudSdk stranger = CloudSdk.of(endpoint(), credentials("wrong", REPORTS), new HttpConfig());
        assertThat(statusOf(() -> stranger.exportUsers(Map.of("start_time", START, "end_time", END))))
                .isEqualTo(401);
        assertThat(statusOf(
                        () -> workspace(SECRET_KEY, REPORTS).listMetrics(metricsRequest(List.of("no_such_metric")))))
                .isEqualTo(400);
    }

    private static int statusOf(ThrowingCallable call) {
        return catchThrowableOfType(ClientRequestException.class, call).getHttpStatusCode();
    }

    private static ListUserUsageMetricRequest usersRequest(String name) {
        return new ListUserUsageMetricRequest()
                .withStartTime(START)
                .withEndTime(END)
                .withUsername(name)
                .withSortField("user_usage")
                .withSortType("DESC");
    }

    private static ListUserUsageMetricResponse users(String name) {
        return workspace(SECRET_KEY, REPORTS).listUserUsageMetric(usersRequest(name));
    }

    private static ListMetricsRequest metricsRequest(List<String> names) {
        return new ListMetricsRequest()
                .withStartTime(START)
                .withEndTime(END)
                .withDim(POOL)
                .withMetricNames(names);
    }

    private static List<Metric> metrics(String... names) {
        return workspace(SECRET_KEY, REPORTS)
                .listMetrics(metricsRequest(List.of(names)))
                .getBody();
    }

    private static double value(Metric metric) {
        return metric.getMetricValue();
    }

    private static WorkspaceClient workspace(String secretKey, String project) {
        return WorkspaceClient.newBuilder()
                .withCredential(credentials(secretKey, project))
                .withEndpoint(endpoint())
                .build();
    }

    private static BasicCredentials credentials(String secretKey, String project) {
        return new BasicCredentials().withAk(REPORTS_KEY).withSk(secretKey).withProjectId(project);
    }

    private static String session(String id, String desktop, LocalDate day, String from, String to, String more) {
        return """
                {"session_id":"sdk-reports-%1$s","desktop_id":"sdk-reports-%2$s","desktop_pool_id":"sdk-reports",\
                "user_name":"sdk-reports-user","started_at":"%3$sT%4$sZ","ended_at":"%3$sT%5$sZ"%6$s}""".formatted(id, desktop, day, from, to, more);
    }

    private static String endpoint() {
        return RestAssured.baseURI + ":" + RestAssured.port;
    }

    private static void asAdministrator(String body, String path, int status) {
        given().header("X-Auth-Token", ADMINISTRATOR)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(status);
    }
}
