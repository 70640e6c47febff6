package dev.deskhours.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** Exports in every form, asked for, made, named and downloaded (docs/spec/delivery.md, Formats). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ExportFormatsTest {
    private static final String DAY = "2020-01-20";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final ServiceClient service = new ServiceClient("formats");

    @BeforeEach
    void useADesktop() {
        service.send(
                closed("s-1", "desk", DAY + "T09:00:00Z", DAY + "T10:15:00Z").with("desktop_name", "=Désk"));
        service.aggregate(DAY, DAY);
    }

    @Test
    void workbook() throws IOException {
        Response file = export(Map.of("format", "xlsx"), "xlsx", WORKBOOK);
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file.asByteArray()))) {
            var row = workbook.getSheetAt(0).getRow(1);
            assertThat(row.getCell(1).getStringCellValue()).isEqualTo("=Désk");
            assertThat(row.getCell(6).getNumericCellValue()).isEqualTo(4500);
            assertThat(row.getCell(7).getNumericCellValue()).isEqualTo(1.25);
        }
    }

    @Test
    void compressedJsonLines() throws IOException {
        Response file = export(Map.of("format", "jsonl", "gzip", true), "jsonl.gz", "application/gzip");
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(file.asByteArray()))) {
            JsonPath row = new JsonPath(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(row.getString("resource_name")).isEqualTo("=Désk");
            assertThat(row.getDouble("desktop_usage_hours")).isEqualTo(1.25);
        }
    }

    @Test
    void csvForASpreadsheetOfEurope() {
        Response file = export(Map.of("excel", "true"), "csv", "text/csv");
        assertThat(new String(file.asByteArray(), StandardCharsets.UTF_8))
                .startsWith("\uFEFFresource_id;")
                .contains("desk;'=Désk;", ";4500;1,25;");
    }

    @Test
    void theCompatibleExportTakesAFormToo() {
        String task = service.request()
                .queryParams(period())
                .queryParam("format", "jsonl")
                .get("/v3/{project}/statistics/metrics/desktops/export")
                .then()
                .statusCode(200)
                .extract()
                .path("task_id");
        service.task(task).then().body("request.format", equalTo("jsonl"));
    }

    @Test
    void whatTheFormatDoesNotHaveIsRefused() {
        Map<String, Object> body = new HashMap<>(period());
        body.putAll(Map.of("format", "xlsx", "gzip", true, "delimiter", "dot"));
        service.post("/v1/{project}/export-tasks", body)
                .then()
                .statusCode(400)
                .body(
                        "error_msg",
                        equalTo("delimiter 'dot' is not one of comma, semicolon, tab, pipe;"
                                + " gzip is no option of the format xlsx"));
    }

    private Response export(Map<String, Object> form, String extension, String mediaType) {
        Map<String, Object> body = new HashMap<>(period());
        body.putAll(form);
        String task = service.post("/v1/{project}/export-tasks", body)
                .then()
                .statusCode(202)
                .extract()
                .path("task_id");
        service.awaitFile(task);
        Response file = service.downloading(task).accept(mediaType).get();
        file.then()
                .statusCode(200)
                .contentType(startsWith(mediaType))
                .header(
                        "Content-Disposition",
                        equalTo("attachment; filename=\"desktop-usage_2020-01-20_2020-01-20_" + task.substring(0, 8)
                                + "." + extension + "\""));
        service.downloading(task).get().then().contentType("application/octet-stream");
        return file;
    }

    private static Map<String, String> period() {
        return Map.of("start_time", DAY + "T00:00:00Z", "end_time", DAY + "T23:59:59Z");
    }
}
