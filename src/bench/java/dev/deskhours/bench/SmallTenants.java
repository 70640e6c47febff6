package dev.deskhours.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Other projects, whose few rows are what the server's statistics know: as on every server with more than one customer. */
final class SmallTenants {
    private static final int TENANTS = 20;
    private static final int DESKTOPS = 20;

    private final Timeline timeline;

    SmallTenants(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Sends a week of each to the service, which aggregates it with that of all. */
    void send(BenchService service) throws IOException, InterruptedException {
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            int own = tenant;
            var answer = service.upload("/v1/tenant-%02d/sessions".formatted(tenant), () -> sessions(own));
            assertThat(answer.get("inserted").asInt()).isEqualTo(DESKTOPS * Timeline.PATTERN_DAYS);
        }
    }

    private InputStream sessions(int tenant) {
        String lines = timeline.pattern().stream()
                .flatMap(day -> IntStream.range(0, DESKTOPS).mapToObj(desktop -> """
                        {"session_id":"%1$s-%2$d","desktop_id":"desk-%2$d","user_name":"user-%3$d",\
                        "started_at":"%1$sT08:00:00Z","ended_at":"%1$sT16:00:00Z"}
                        """.formatted(day, desktop, tenant)))
                .collect(Collectors.joining());
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }
}
