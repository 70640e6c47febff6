package dev.deskhours.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageParametersTest {
    private static final Instant OLDEST = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void theRulesOfThePageComeLast() {
        PageParameters page = new PageParameters();
        assertThat(page.read(new ParameterReader(new Breaches()))).isEqualTo(new PageParameters.Page(0, 10));
        page.offset = List.of("-1");
        page.limit = List.of("101");
        Map<String, List<String>> values = Map.of(
                "start_time", List.of("2026-11-01T00:00:00Z"),
                "end_time", List.of("2026-11-20T23:59:59Z"),
                "sort_type", List.of("ASC"));
        ParameterReader reader = new ParameterReader(new Breaches(), values);
        DesktopUsageRequest.read(reader, "project-1", OLDEST);
        page.read(reader);
        assertThatThrownBy(() -> reader.breaches().throwIfAny())
                .hasMessage("sort_type needs sort_field; offset '-1' is not 0..2147483646; limit '101' is not 1..100");
    }
}
