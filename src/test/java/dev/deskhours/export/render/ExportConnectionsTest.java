package dev.deskhours.export.render;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ExportConnectionsTest {
    @ParameterizedTest
    @CsvSource({
        // wanted, workers, pool, desktops, used
        "2, 2, 16,  49999, 1",
        "2, 2, 16,  50000, 2",
        "1, 2, 16, 999999, 1",
        "9, 2, 16, 999999, 4",
        "2, 2,  8, 999999, 2",
        "2, 2,  7, 999999, 1",
        "2, 9,  4, 999999, 1",
    })
    void leavesHalfOfThePool(String wanted, String workers, int pool, long desktops, int used) {
        ExportConfig config = Settings.of(
                ExportConfig.class,
                Map.of("deskhours.export.connections", wanted, "deskhours.export.workers", workers));
        assertThat(new ExportConnections(config, pool).forDesktops(desktops)).isEqualTo(used);
    }
}
