package dev.deskhours.service;

import java.util.List;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;

/** What is in an exported file, read back by a parser of another house (docs/spec/api.md, The file). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ExportedFileTest {
    private static final String DAY = "2020-01-20";
    private static final String HEADER =
            "resource_id,resource_name,resource_pool_id,resource_pool_name,enterprise_project_id,"
                    + "latest_connect_username,desktop_usage,desktop_usage_hours,desktop_idle_duration,idle_days,"
                    + "active_days,logins,last_used_at,period_start,period_end\r\n";

    @Test
    void textComesBackAsItWasSent() {
        List<String> names = List.of(
                "plain",
                "a,b",
                "say \"hello\"",
                "two\nlines",
                "two\r\nlines",
                " blanks around ",
                "Zażółć gęślą jaźń",
                "日本語デスクトップ",
                "\uD83D\uDDA5\uFE0F desk",
                "semi;colon",
                "a=1",
                "\\back\\slash",
                "'quoted'");
        ServiceClient service = named("file-text", names);
        assertThat(service.exportedRows(DAY, DAY))
                .extracting(row -> row.get("resource_name"))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void textThatWouldBeAFormulaIsGuarded() {
        ServiceClient service = named("file-formula", List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"));
        assertThat(service.exportedRows(DAY, DAY))
                .extracting(row -> row.get("resource_name"))
                .containsExactlyInAnyOrder("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx");
    }

    @Test
    void everyColumn() {
        ServiceClient service = new ServiceClient("file-columns");
        service.send(closed("s-1", "desk", DAY + "T09:00:00Z", DAY + "T09:20:00Z")
                .with("desktop_name", "Desk")
                .with("desktop_pool_id", "pool")
                .with("desktop_pool_name", "Pool")
                .with("enterprise_project_id", "ep")
                .with("user_name", "alice"));
        service.aggregate(DAY, DAY);
        String text = service.text(service.finishedExport(DAY, DAY));
        assertThat(text)
                .isEqualTo(HEADER + "desk,Desk,pool,Pool,ep,alice,1200,0.33,52800,0,1,1,2020-01-20T09:20:00Z,"
                        + "2020-01-20,2020-01-20\r\n");
    }

    @Test
    void nothingThatMatchesIsAHeaderAlone() {
        ServiceClient unknown = new ServiceClient("file-nobody");
        assertThat(unknown.text(unknown.finishedExport(DAY, DAY))).isEqualTo(HEADER);
        ServiceClient service = named("file-not-covered", List.of("a"));
        assertThat(service.text(service.finishedExport("2020-01-25", "2020-01-26")))
                .isEqualTo(HEADER);
    }

    @Test
    void rowsAreInTheByteOrderOfTheirNames() {
        ServiceClient service = named("file-order", List.of("b", "a", "Z", "é", "_", "a"));
        List<CSVRecord> rows = service.exportedRows(DAY, DAY);
        assertThat(rows).extracting(row -> row.get("resource_name")).containsExactly("Z", "_", "a", "a", "b", "é");
        assertThat(rows.get(2).get("resource_id")).isLessThan(rows.get(3).get("resource_id"));
        assertThat(service.desktops(DAY, DAY))
                .extracting(desktop -> desktop.get("resource_id"))
                .containsExactlyElementsOf(rows.stream()
                        .map(row -> (Object) row.get("resource_id"))
                        .toList());
    }

    private static ServiceClient named(String projectId, List<String> names) {
        ServiceClient service = new ServiceClient(projectId);
        for (int number = 0; number < names.size(); number++) {
            service.send(closed("s-" + number, "desk-" + number, DAY + "T09:00:00Z", DAY + "T12:00:00Z")
                    .with("desktop_name", names.get(number)));
        }
        service.aggregate(DAY, DAY);
        return service;
    }
}
