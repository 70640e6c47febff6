package dev.deskhours.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.auth.SigningAlgorithm;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.workspace.v2.WorkspaceClient;
import com.huaweicloud.sdk.workspace.v2.model.ListDesktopUsageMetricRequest;
import com.huaweicloud.sdk.workspace.v2.model.ListDesktopUsageMetricResponse;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.deskhours.testing.CloudSdk;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ACCESS_KEY;
import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.OTHER;
import static dev.deskhours.testing.SecuredService.OWN;
import static dev.deskhours.testing.SecuredService.SECRET_KEY;
import static dev.deskhours.testing.SecuredService.SECURITY_TOKEN;
import static dev.deskhours.testing.SecuredService.TEMPORARY_KEY;
import static dev.deskhours.testing.SecuredService.TEMPORARY_SECRET;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * The cloud service's own published SDK, unchanged, is a client of this service (docs/spec/signing.md, The SDK cores).
 */
@QuarkusTest
@WithTestResource(SecuredService.class)
class CloudSdkTest {
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    private static final Map<String, String> PERIOD =
            Map.of("start_time", YESTERDAY + "T00:00:00Z", "end_time", YESTERDAY + "T23:59:59Z");

    /** A way to sign, as a user of the SDK chooses it. */
    record Way(String name, BasicCredentials credentials, HttpConfig config) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way("permanent key", permanent(), new HttpConfig()),
                new Way("temporary credentials", temporary(), new HttpConfig()),
                new Way("SM3", permanent(), new HttpConfig().withSigningAlgorithm(SigningAlgorithm.HMAC_SM3)),
                new Way("derived key", derived(), new HttpConfig()),
                new Way(
                        "no content type on GET",
                        permanent(),
                        new HttpConfig().withIgnoreContentTypeForGetRequest(true)));
    }

    @BeforeEach
    void aDayOfUse() {
        String session = "{\"session_id\":\"sdk-1\",\"desktop_id\":\"desk 1/ö+%\",\"desktop_name\":\"Büro = 7\","
                + "\"user_name\":\"zoë\",\"started_at\":\"" + YESTERDAY + "T09:00:00Z\",\"ended_at\":\"" + YESTERDAY
                + "T12:00:00Z\"}";
        asAdministrator("[" + session + "]", "/v1/" + OWN + "/sessions", 200);
        String days = "{\"project_id\":\"" + OWN + "\",\"first_day\":\"" + YESTERDAY + "\",\"last_day\":\"" + YESTERDAY
                + "\"}";
        asAdministrator(days, "/v1/aggregation-runs", 202);
        await().atMost(Duration.ofSeconds(30)).until(() -> given().header("X-Auth-Token", ADMINISTRATOR)
                .get("/v1/" + OWN + "/usage/daily?start_time=" + YESTERDAY + "T00:00:00Z&end_time=" + YESTERDAY
                        + "T23:59:59Z")
                .path("days.size()")
                .equals(1));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void exportPollDownloadListAndDelete(Way way) {
        CloudSdk sdk = CloudSdk.of(endpoint(), way.credentials(), way.config());
        String taskId = sdk.export(PERIOD).taskId;
        assertThat(taskId).matches("[0-9a-f]{32}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sdk.tasks(taskId).exportTasks.get(0).get("status").equals("SUCCESS"));
        String file = new String(sdk.download(taskId), StandardCharsets.UTF_8);
        assertThat(file.lines()).hasSize(2);
        assertThat(file).contains("desk 1/ö+%", ",10800,3.00,");
        assertThat(sdk.tasks(taskId).count).isEqualTo(1);
        assertThat(sdk.tasks(taskId).exportTasks.get(0)).containsEntry("is_download", true);
        assertThat(sdk.delete(List.of(taskId)).getHttpStatusCode()).isEqualTo(200);
        assertThat(sdk.tasks(taskId).count).isZero();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void listWithTheWorkspaceClient(Way way) {
        ListDesktopUsageMetricRequest request = new ListDesktopUsageMetricRequest()
                .withStartTime(PERIOD.get("start_time"))
                .withEndTime(PERIOD.get("end_time"))
                .withResourceName("BÜRO = 7")
                .withUsageMinHours(1)
                .withLimit(10);
        ListDesktopUsageMetricResponse desktops = workspace(way).listDesktopUsageMetric(request);
        assertThat(desktops.getCount()).isEqualTo(1);
        assertThat(desktops.getItems().get(0).getResourceId()).isEqualTo("desk 1/ö+%");
    }

    @Test
    void errorsHaveTheirClassCodeMessageAndRequestId() {
        CloudSdk sdk = CloudSdk.of(endpoint(), permanent(), new HttpConfig());
        assertRefused(() -> sdk.export(Map.of()), 400, "WKS.00211102", "start_time is required");
        assertRefused(
                () -> sdk.download("0123456789abcdef0123456789abcdef"), 404, "WKS.00000404", "no such export task");
        assertRefused(() -> sdk.delete(List.of("a", "a")), 400, "WKS.00211102", "task_ids");
        assertRefused(
                () -> sdk("AKUNKNOWN", SECRET_KEY, OWN).export(PERIOD),
                401,
                "APIGW.0301",
                "Incorrect IAM authentication information: ak AKUNKNOWN not exist");
        assertRefused(
                () -> sdk(ACCESS_KEY, "wrong", OWN).export(PERIOD),
                401,
                "APIGW.0301",
                "Incorrect IAM authentication information: verify aksk signature fail");
        assertRefused(() -> sdk(ACCESS_KEY, SECRET_KEY, OTHER).export(PERIOD), 403, "WKS.00081102", "credentials");
        assertRefused(
                () -> sdk(SecuredService.POWERLESS_KEY, SECRET_KEY, OWN).export(PERIOD),
                403,
                "WKS.00081102",
                "credentials");
        assertRefused(
                () -> sdk(SecuredService.EXPIRED_KEY, SECRET_KEY, OWN).export(PERIOD),
                401,
                "APIGW.0301",
                "token expires");
        assertRefused(
                () -> sdk(TEMPORARY_KEY, TEMPORARY_SECRET, OWN).export(PERIOD),
                401,
                "APIGW.0301",
                "verify aksk signature");
        sdk.export(PERIOD);
    }

    private static void assertRefused(ThrowingCallable call, int status, String code, String message) {
        ClientRequestException refused = catchThrowableOfType(ClientRequestException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.getHttpStatusCode()).isEqualTo(status);
        assertThat(refused.getErrorCode()).isEqualTo(code);
        assertThat(refused.getErrorMsg()).contains(message);
        assertThat(refused.getRequestId()).matches("[0-9a-f]{32}");
    }

    private static WorkspaceClient workspace(Way way) {
        return WorkspaceClient.newBuilder()
                .withCredential(way.credentials())
                .withHttpConfig(way.config())
                .withEndpoint(endpoint())
                .build();
    }

    private static CloudSdk sdk(String accessKey, String secretKey, String project) {
        BasicCredentials credentials =
                new BasicCredentials().withAk(accessKey).withSk(secretKey).withProjectId(project);
        return CloudSdk.of(endpoint(), credentials, new HttpConfig());
    }

    private static BasicCredentials permanent() {
        return new BasicCredentials().withAk(ACCESS_KEY).withSk(SECRET_KEY).withProjectId(OWN);
    }

    private static BasicCredentials temporary() {
        return new BasicCredentials()
                .withAk(TEMPORARY_KEY)
                .withSk(TEMPORARY_SECRET)
                .withSecurityToken(SECURITY_TOKEN)
                .withProjectId(OWN);
    }

    private static BasicCredentials derived() {
        BasicCredentials credentials = permanent().withDerivedPredicate(request -> true);
        credentials.processDerivedAuthParams("workspace", "region-1");
        return credentials;
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
