package dev.deskhours.export.task;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.deskhours.days.DesktopUsageFilter;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.SortField;
import dev.deskhours.web.SortType;

import static org.assertj.core.api.Assertions.assertThat;

class StoredRequestTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-20T23:59:59Z");

    @Test
    void everyParameterComesBack() {
        DesktopUsageFilter filter = new DesktopUsageFilter(
                "a\"b", "id", 1, 2, 3, 2147483646, "ep", SortField.DESKTOP_IDLE_DURATION, SortType.DESC);
        DesktopUsageRequest request = new DesktopUsageRequest("p", START, END, filter);

        String json = StoredRequest.of(request).json();

        assertThat(StoredRequest.parse("p", json).toRequest()).isEqualTo(request);
    }

    @Test
    void absentParametersAreLeftOut() {
        DesktopUsageFilter filter = new DesktopUsageFilter(null, null, null, null, null, null, null, null, null);
        DesktopUsageRequest request = new DesktopUsageRequest("p", START, END, filter);

        String json = StoredRequest.of(request).json();

        assertThat(json).isEqualTo("{\"start_time\":\"2026-11-01T00:00:00Z\",\"end_time\":\"2026-11-20T23:59:59Z\"}");
        assertThat(StoredRequest.parse("p", json).toRequest()).isEqualTo(request);
    }
}
