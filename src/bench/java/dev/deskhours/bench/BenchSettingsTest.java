package dev.deskhours.bench;

import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.deskhours.bench.BenchSettings.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BenchSettingsTest {
    @Test
    void withoutPropertiesItIsTheSmallestOfAll() {
        assertThat(BenchSettings.ofSystemProperties())
                .isEqualTo(new BenchSettings(Size.S, 1, 180, 3, Set.of(), false, Server.EMBEDDED));
    }

    @Test
    void allRowsAreWantedUnlessSomeAreNamed() {
        assertThat(settings(1, 180, 3, Set.of()).wants("night")).isTrue();
        assertThat(settings(1, 180, 3, Set.of("list")).wants("night")).isFalse();
        assertThat(settings(1, 180, 3, Set.of("list")).wants("list")).isTrue();
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(201, 180, 3, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 181, 3, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 7, 3, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 180, 0, Set.of()));
    }

    private static BenchSettings settings(int projects, int days, int runs, Set<String> only) {
        return new BenchSettings(Size.S, projects, days, runs, only, false, Server.EMBEDDED);
    }
}
