package dev.deskhours.export.task;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.days.DesktopFilter;
import dev.deskhours.days.DesktopParameter;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.export.render.FileForm;
import dev.deskhours.web.SortType;

import static org.assertj.core.api.Assertions.assertThat;

class StoredRequestTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-20T23:59:59Z");

    @Test
    void everyParameterComesBack() {
        DesktopFilter filter = new DesktopFilter(Map.ofEntries(
                Map.entry(DesktopParameter.RESOURCE_NAME, "a\"b"),
                Map.entry(DesktopParameter.RESOURCE_ID, "id"),
                Map.entry(DesktopParameter.RESOURCE_POOL_ID, "pool"),
                Map.entry(DesktopParameter.MIN_IDLE_DAYS, 1),
                Map.entry(DesktopParameter.MAX_IDLE_DAYS, 2),
                Map.entry(DesktopParameter.USAGE_MIN_HOURS, 3),
                Map.entry(DesktopParameter.USAGE_MAX_HOURS, 2147483646),
                Map.entry(DesktopParameter.ACTIVE_DAYS_MIN, 4),
                Map.entry(DesktopParameter.ACTIVE_DAYS_MAX, 5),
                Map.entry(DesktopParameter.ENTERPRISE_PROJECT_ID, "ep"),
                Map.entry(DesktopParameter.SORT_FIELD, DesktopParameter.SortField.DESKTOP_IDLE_DURATION),
                Map.entry(DesktopParameter.SORT_TYPE, SortType.DESC)));
        DesktopUsageRequest request = new DesktopUsageRequest("p", START, END, filter);

        String json = StoredRequest.of(request, FileForm.DEFAULT).json();

        assertThat(filter.values().keySet())
                .as("none is forgotten here")
                .isEqualTo(EnumSet.allOf(DesktopParameter.class));
        assertThat(StoredRequest.parse("p", json).toRequest()).isEqualTo(request);
    }

    @Test
    void absentParametersAreLeftOut() {
        DesktopUsageRequest request = new DesktopUsageRequest("p", START, END, DesktopFilter.ALL);

        String json = StoredRequest.of(request, FileForm.DEFAULT).json();

        assertThat(json).isEqualTo("{\"start_time\":\"2026-11-01T00:00:00Z\",\"end_time\":\"2026-11-20T23:59:59Z\"}");
        assertThat(StoredRequest.parse("p", json).toRequest()).isEqualTo(request);
    }
}
