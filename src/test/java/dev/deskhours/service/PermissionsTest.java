package dev.deskhours.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.ApiOperation;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static dev.deskhours.testing.SecuredService.OTHER;
import static dev.deskhours.testing.SecuredService.OWN;
import static dev.deskhours.testing.SecuredService.allBut;
import static dev.deskhours.testing.SecuredService.only;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may what (docs/spec/api.md, Permissions): every operation of the OpenAPI document, with and without credentials,
 * project and permission. An operation that is not in the table here, or that lets somebody in, fails.
 */
@QuarkusTest
@WithTestResource(SecuredService.class)
class PermissionsTest {
    private static final String EXPORT = "workspace:statistics:exportDesktopMetrics";
    private static final String LIST = "workspace:statistics:listDesktopMetrics";
    private static final String LIST_USERS = "workspace:statistics:listUserMetrics";
    private static final String LIST_TASKS = "workspace:tenants:listExportTasks";
    private static final String DOWNLOAD = "workspace:tenants:exportData";
    private static final String DELETE_TASKS = "workspace:tenants:deleteExportTasks";
    private static final String IMPORT = "workspace:connections:import";
    private static final String AGGREGATE = "workspace:statistics:aggregate";
    private static final String LIST_RULES = "workspace:statistics:listNotificationRules";
    private static final String MANAGE_RULES = "workspace:statistics:manageNotificationRules";
    private static final String WEBHOOKS = "workspace:webhooks:manage";

    private static final Map<String, String> NEEDED = new TreeMap<>(Map.ofEntries(
            Map.entry("exportDesktopMetrics", EXPORT),
            Map.entry("startExport", EXPORT),
            Map.entry("exportUserMetrics", "workspace:statistics:exportUserMetrics"),
            Map.entry("listDesktopMetrics", LIST),
            Map.entry("listDailyTotals", LIST),
            Map.entry("listDesktopDays", LIST),
            Map.entry("listDesktops", LIST),
            Map.entry("listProjects", LIST),
            Map.entry("listConcurrency", LIST),
            Map.entry("showWeekProfile", LIST),
            Map.entry("showUsageSummary", LIST),
            Map.entry("listUserMetrics", LIST_USERS),
            Map.entry("listUserDays", LIST_USERS),
            Map.entry("listMetrics", "workspace:statistics:getMetric"),
            Map.entry("listMetricsTrend", "workspace:statistics:getMetricTrend"),
            Map.entry("showGrowthRate", "workspace:statistics:getGrowthRate"),
            Map.entry("listUsedDesktops", "workspace:statistics:getUsed"),
            Map.entry("listUnusedDesktops", "workspace:statistics:getUnused"),
            Map.entry("listOnlineUsers", "workspace:connections:listOnlineUsers"),
            Map.entry("listLoginRecords", "workspace:connections:securityList"),
            Map.entry("exportConnections", "workspace:connections:securityExport"),
            Map.entry("listNotifyRules", LIST_RULES),
            Map.entry("listNotifyRecords", LIST_RULES),
            Map.entry("addNotifyRule", MANAGE_RULES),
            Map.entry("changeNotifyRule", MANAGE_RULES),
            Map.entry("deleteNotifyRule", MANAGE_RULES),
            Map.entry("showAggregation", LIST),
            Map.entry("listExportTasks", LIST_TASKS),
            Map.entry("showExportTask", LIST_TASKS),
            Map.entry("downloadExport", DOWNLOAD),
            Map.entry("batchDeleteExportTasks", DELETE_TASKS),
            Map.entry("deleteExportTask", DELETE_TASKS),
            Map.entry("importSessions", IMPORT),
            Map.entry("importDesktops", IMPORT),
            Map.entry("listMappings", IMPORT),
            Map.entry("showMapping", IMPORT),
            Map.entry("putMapping", IMPORT),
            Map.entry("deleteMapping", IMPORT),
            Map.entry("importPresence", IMPORT),
            Map.entry("listWebhooks", WEBHOOKS),
            Map.entry("createWebhook", WEBHOOKS),
            Map.entry("showWebhook", WEBHOOKS),
            Map.entry("changeWebhook", WEBHOOKS),
            Map.entry("deleteWebhook", WEBHOOKS),
            Map.entry("rotateWebhookSecret", WEBHOOKS),
            Map.entry("pingWebhook", WEBHOOKS),
            Map.entry("listWebhookDeliveries", WEBHOOKS),
            Map.entry("startAggregation", AGGREGATE),
            Map.entry("listAggregationRuns", AGGREGATE),
            Map.entry("showProjectSettings", AGGREGATE),
            Map.entry("changeProjectSettings", AGGREGATE)));

    @Test
    void everyOperationIsInTheTable() {
        assertThat(ApiOperation.all())
                .extracting(ApiOperation::id)
                .containsExactlyInAnyOrderElementsOf(NEEDED.keySet());
    }

    @Test
    void nobodyWithoutCredentials() {
        for (ApiOperation operation : ApiOperation.all()) {
            for (String project : List.of(OWN, OTHER, "never-heard-of")) {
                assertError(operation, operation.send(given(), project), 401, "APIGW.0301");
                assertThat(operation.send(given(), project).<String>path("error_msg"))
                        .isEqualTo("Incorrect IAM authentication information: x-auth-token not found");
            }
        }
    }

    @Test
    void nobodyWithAWrongToken() {
        for (ApiOperation operation : ApiOperation.all()) {
            for (String wrong :
                    List.of("guessed", ADMINISTRATOR + "x", ADMINISTRATOR.toUpperCase(Locale.ROOT), "a.b.c", "")) {
                assertError(operation, operation.send(token(wrong), OWN), 401, "APIGW.0301");
                assertError(operation, operation.send(bearer(wrong), OWN), 401, "APIGW.0301");
            }
        }
    }

    @Test
    void whoHasThePermissionInHisProject() {
        for (ApiOperation operation : ApiOperation.all()) {
            String action = NEEDED.get(operation.id());
            assertLetIn(operation, operation.send(token(only(action)), OWN));
            assertLetIn(operation, operation.send(bearer(only(action)), OWN));
            assertLetIn(operation, operation.send(token(ADMINISTRATOR), OTHER));
        }
    }

    @Test
    void nobodyInAnotherProject() {
        for (ApiOperation operation : allOfAProject()) {
            String action = NEEDED.get(operation.id());
            assertError(operation, operation.send(token(only(action)), OTHER), 403, "WKS.00081102");
            assertError(operation, operation.send(token(only(action)), "never-heard-of"), 403, "WKS.00081102");
        }
    }

    @Test
    void nobodyWithoutThePermission() {
        for (ApiOperation operation : ApiOperation.all()) {
            String action = NEEDED.get(operation.id());
            assertError(operation, operation.send(token(allBut(action)), OWN), 403, "WKS.00081102");
            assertError(operation, operation.send(token(allBut(action)), OTHER), 403, "WKS.00081102");
        }
    }

    @Test
    void onlyWhoMayAllProjectsLeavesTheProjectOut() {
        for (ApiOperation operation : allOfAProject()) {
            if (!operation.hasProjectInPath()) {
                String action = NEEDED.get(operation.id());
                assertError(operation, operation.send(token(only(action)), null), 403, "WKS.00081102");
                assertLetIn(operation, operation.send(token(ADMINISTRATOR), null));
            }
        }
    }

    @Test
    void theListOfProjectsHasThoseOfTheCaller() {
        for (String project : List.of(OWN, OTHER)) {
            given().spec(token(ADMINISTRATOR))
                    .contentType("application/json")
                    .body("{\"time_zone\": \"UTC\"}")
                    .put("/v1/" + project + "/settings")
                    .then()
                    .statusCode(200);
        }
        assertThat(projects(only(LIST))).containsExactly(OWN);
        assertThat(projects(ADMINISTRATOR)).contains(OWN, OTHER);
    }

    private static List<String> projects(String token) {
        return given().spec(token(token))
                .queryParam("limit", 100)
                .get("/v1/projects")
                .then()
                .statusCode(200)
                .extract()
                .path("projects.project_id");
    }

    /** All but the list of projects, which names none: it leaves out what the caller may not see. */
    private static List<ApiOperation> allOfAProject() {
        return ApiOperation.all().stream()
                .filter(operation -> !operation.id().equals("listProjects"))
                .toList();
    }

    private static RequestSpecification token(String token) {
        return given().header("X-Auth-Token", token);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static void assertLetIn(ApiOperation operation, Response answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", operation, answer.asString())
                .isIn(200, 202, 204, 404);
        if (answer.statusCode() == 404) {
            assertThat(answer.<String>path("error_code")).isEqualTo("WKS.00000404");
        }
    }

    private static void assertError(ApiOperation operation, Response answer, int status, String code) {
        assertThat(answer.statusCode())
                .as("%s: %s", operation, answer.asString())
                .isEqualTo(status);
        assertThat(answer.<String>path("error_code")).isEqualTo(code);
        assertThat(answer.header("X-Request-Id")).isNotBlank();
    }
}
