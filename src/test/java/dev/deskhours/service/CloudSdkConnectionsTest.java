package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.workspace.v2.WorkspaceClient;
import com.huaweicloud.sdk.workspace.v2.model.AddMetricNotifyRuleReq;
import com.huaweicloud.sdk.workspace.v2.model.AddMetricNotifyRuleRequest;
import com.huaweicloud.sdk.workspace.v2.model.DeleteMetricNotifyRuleRequest;
import com.huaweicloud.sdk.workspace.v2.model.DesktopUsedHoursInfo;
import com.huaweicloud.sdk.workspace.v2.model.DesktopUsedInfo;
import com.huaweicloud.sdk.workspace.v2.model.ListHistoryOnlineInfoNewRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListLoginRecordsNewRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListLoginRecordsNewResponse;
import com.huaweicloud.sdk.workspace.v2.model.ListMetricNotifyRecordRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListMetricNotifyRuleRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListUnusedDesktopsRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListUnusedDesktopsResponse;
import com.huaweicloud.sdk.workspace.v2.model.ListUsedDesktopInfoReq;
import com.huaweicloud.sdk.workspace.v2.model.ListUsedDesktopInfoRequest;
import com.huaweicloud.sdk.workspace.v2.model.MetricNotifyRule;
import com.huaweicloud.sdk.workspace.v2.model.Record;
import com.huaweicloud.sdk.workspace.v2.model.UnusedDesktopInfo;
import com.huaweicloud.sdk.workspace.v2.model.UpdateMetricNotifyRuleReq;
import com.huaweicloud.sdk.workspace.v2.model.UpdateMetricNotifyRuleRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.CloudSdk;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.CONNECTIONS;
import static dev.deskhours.testing.SecuredService.CONNECTIONS_KEY;
import static dev.deskhours.testing.SecuredService.OTHER;
import static dev.deskhours.testing.SecuredService.SECRET_KEY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Login records, users at once, used and unused desktops through the cloud's own published SDK. */
@QuarkusTest
@WithTestResource(SecuredService.class)
class CloudSdkConnectionsTest {
    private static final String DAY = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();

    @BeforeEach
    void aDayOfUse() {
        String sessions = """
                [{"session_id":"1","desktop_id":"a","desktop_name":"Finance-01","user_name":"kari",
                  "started_at":"%1$sT09:00:00Z","ended_at":"%1$sT10:30:00Z"},
                 {"session_id":"2","desktop_id":"a","user_name":"kari","started_at":"%1$sT08:00:00Z",
                  "failure_reason":"wrong password"}]""".formatted(DAY);
        asAdministrator(sessions, "/v1/" + CONNECTIONS + "/sessions", 200);
        asAdministrator(
                "[{\"desktop_id\":\"b\",\"created_at\":\"%sT00:00:00Z\"}]".formatted(DAY),
                "/v1/" + CONNECTIONS + "/desktops",
                200);
        asAdministrator(
                "{\"project_id\":\"%1$s\",\"first_day\":\"%2$s\",\"last_day\":\"%2$s\"}".formatted(CONNECTIONS, DAY),
                "/v1/aggregation-runs",
                202);
        await().atMost(Duration.ofSeconds(30)).until(() -> unused().getTotalCount() == 1);
    }

    @Test
    void loginRecords() {
        ListLoginRecordsNewResponse records =
                workspace(SECRET_KEY, CONNECTIONS).listLoginRecordsNew(loginRecordsRequest());
        assertThat(records.getTotalCount()).isEqualTo(2);
        assertThat(records.getRecords())
                .extracting(
                        Record::getTransactionId,
                        Record::getUserName,
                        Record::getComputerName,
                        Record::getConnectionStartTime,
                        Record::getConnectionEndTime,
                        Record::getIsReconnect,
                        Record::getConnectionFailureReason)
                .containsExactly(
                        tuple("1", "kari", "Finance-01", DAY + "T09:00:00Z", DAY + "T10:30:00Z", false, null),
                        tuple("2", "kari", "Finance-01", DAY + "T08:00:00Z", null, false, "wrong password"));
    }

    @Test
    void onlineUsers() {
        List<String> hours = workspace(SECRET_KEY, CONNECTIONS)
                .listHistoryOnlineInfoNew(onlineUsersRequest())
                .getTimeCounts();
        assertThat(hours).hasSize(24).contains(DAY + "T10:00:00Z : 1", DAY + "T11:00:00Z : 0");
    }

    @Test
    void usedDesktops() {
        List<DesktopUsedHoursInfo> desktops = workspace(SECRET_KEY, CONNECTIONS)
                .listUsedDesktopInfo(usedDesktopsRequest())
                .getDesktopUsedInfoList();
        assertThat(desktops)
                .extracting(DesktopUsedHoursInfo::getDesktopId, DesktopUsedHoursInfo::getDesktopUsername)
                .containsExactly(tuple("a", "kari"));
        assertThat(desktops.get(0).getUsedInfoList())
                .extracting(DesktopUsedInfo::getDate, DesktopUsedInfo::getUseTime)
                .containsExactly(tuple(DAY, "1.50"));
    }

    @Test
    void unusedDesktops() {
        assertThat(unused().getUnusedDesktops())
                .extracting(
                        UnusedDesktopInfo::getDesktopId,
                        UnusedDesktopInfo::getCreateTime,
                        UnusedDesktopInfo::getDisconnectTime)
                .containsExactly(tuple("b", DAY + "T00:00:00Z", null));
    }

    @Test
    void exportOfConnections() {
        CloudSdk sdk = CloudSdk.of(endpoint(), credentials(SECRET_KEY, CONNECTIONS), new HttpConfig());
        String taskId = sdk.exportConnections(Map.of("start_time", DAY, "end_time", DAY)).taskId;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sdk.tasks(taskId).exportTasks.get(0).get("status").equals("SUCCESS"));
        assertThat(new String(sdk.download(taskId), StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .contains("1,kari,a,Finance-01,,%1$sT09:00:00Z,%1$sT10:30:00Z,false,".formatted(DAY));
    }

    @Test
    void rulesAboutIdleDesktops() {
        WorkspaceClient client = workspace(SECRET_KEY, CONNECTIONS);
        String id = client.addMetricNotifyRule(new AddMetricNotifyRuleRequest()
                        .withBody(new AddMetricNotifyRuleReq()
                                .withMetricName("desktop_idle_duration")
                                .withThreshold(1)
                                .withComparisonOperator(">=")
                                .withInterval(7)
                                .withEnable(false)
                                .withNotifyObject("operations")))
                .getRuleId();
        client.updateMetricNotifyRule(new UpdateMetricNotifyRuleRequest()
                .withRuleId(id)
                .withBody(new UpdateMetricNotifyRuleReq()
                        .withMetricName("desktop_idle_duration")
                        .withThreshold(2)
                        .withComparisonOperator(">=")
                        .withEnable(false)));
        assertThat(client.listMetricNotifyRule(
                                new ListMetricNotifyRuleRequest().withMetricName("desktop_idle_duration"))
                        .getItems())
                .extracting(MetricNotifyRule::getRuleId, MetricNotifyRule::getThreshold, MetricNotifyRule::getEnable)
                .containsExactly(tuple(id, 2, false));
        assertThat(client.listMetricNotifyRecord(new ListMetricNotifyRecordRequest().withRuleId(id))
                        .getCount())
                .isZero();
        client.deleteMetricNotifyRule(new DeleteMetricNotifyRuleRequest().withRuleId(id));
        assertThat(client.listMetricNotifyRule(new ListMetricNotifyRuleRequest())
                        .getCount())
                .isZero();
    }

    @Test
    void wrongCredentialsAndProjectsAreRefused() {
        for (WorkspaceClient wrong : List.of(workspace("wrong", CONNECTIONS), workspace(SECRET_KEY, OTHER))) {
            int status = statusOf(() -> wrong.listLoginRecordsNew(loginRecordsRequest()));
            assertThat(status).isIn(401, 403);
            assertThat(statusOf(() -> wrong.listHistoryOnlineInfoNew(onlineUsersRequest())))
                    .isEqualTo(status);
            assertThat(statusOf(() -> wrong.listUsedDesktopInfo(usedDesktopsRequest())))
                    .isEqualTo(status);
            assertThat(statusOf(() -> wrong.listUnusedDesktops(new ListUnusedDesktopsRequest())))
                    .isEqualTo(status);
        }
        CloudSdk stranger = CloudSdk.of(endpoint(), credentials("wrong", CONNECTIONS), new HttpConfig());
        assertThat(statusOf(() -> stranger.exportConnections(Map.of("start_time", DAY, "end_time", DAY))))
                .isEqualTo(401);
    }

    private static int statusOf(ThrowingCallable call) {
        return catchThrowableOfType(ClientRequestException.class, call).getHttpStatusCode();
    }

    private static ListLoginRecordsNewRequest loginRecordsRequest() {
        return new ListLoginRecordsNewRequest()
                .withStartTime(DAY + "T00:00Z")
                .withEndTime(DAY + "T23:59Z")
                .withUserName("kari")
                .withLimit(1000);
    }

    private static ListHistoryOnlineInfoNewRequest onlineUsersRequest() {
        return new ListHistoryOnlineInfoNewRequest().withQueryType("DAY");
    }

    private static ListUsedDesktopInfoRequest usedDesktopsRequest() {
        return new ListUsedDesktopInfoRequest()
                .withBody(new ListUsedDesktopInfoReq()
                        .withDesktopIds(List.of("a", "b"))
                        .withStartTime(DAY)
                        .withEndTime(DAY)
                        .withGroupByType(ListUsedDesktopInfoReq.GroupByTypeEnum.DAY));
    }

    private static ListUnusedDesktopsResponse unused() {
        return workspace(SECRET_KEY, CONNECTIONS).listUnusedDesktops(new ListUnusedDesktopsRequest());
    }

    private static WorkspaceClient workspace(String secretKey, String project) {
        return WorkspaceClient.newBuilder()
                .withCredential(credentials(secretKey, project))
                .withEndpoint(endpoint())
                .build();
    }

    private static BasicCredentials credentials(String secretKey, String project) {
        return new BasicCredentials().withAk(CONNECTIONS_KEY).withSk(secretKey).withProjectId(project);
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
