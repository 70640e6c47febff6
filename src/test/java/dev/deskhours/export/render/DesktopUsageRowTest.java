package dev.deskhours.export.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.project.CoveredDays;

import static org.assertj.core.api.Assertions.assertThat;

class DesktopUsageRowTest {
    private static final CoveredDays NOVEMBER = new CoveredDays(
            LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 11, 20),
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-21T00:00:00Z"));

    @Test
    void theColumnsAreThoseOfTheSpecification() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter csv = CsvWriter.open(out, CsvWriter.Dialect.STANDARD, DesktopUsageRow.COLUMNS);
        new DesktopUsageRow(csv, NOVEMBER)
                .write(new DesktopUsage(
                        "d1",
                        "=name",
                        null,
                        null,
                        "0",
                        "sid",
                        "user",
                        46_800,
                        10_800,
                        0,
                        1,
                        3,
                        Instant.parse("2026-11-20T21:00:00Z")));
        csv.finish();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("resource_id,resource_name,resource_pool_id,resource_pool_name,enterprise_project_id,"
                        + "latest_connect_username,desktop_usage,desktop_usage_hours,desktop_idle_duration,idle_days,"
                        + "active_days,logins,last_used_at,period_start,period_end\r\n"
                        + "d1,'=name,,,0,user,46800,13.00,10800,0,1,3,2026-11-20T21:00:00Z,2026-11-01,2026-11-20\r\n");
    }
}
