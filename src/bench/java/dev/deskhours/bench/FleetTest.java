package dev.deskhours.bench;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetTest {
    private final Fleet fleet = Fleet.of(10_000, 7);

    @Test
    void desktopsAreSpreadEvenlyAndAThousandAreASmallProject() {
        assertThat(fleet.projects()).hasSize(8);
        assertThat(fleet.projects().subList(0, 7))
                .allSatisfy(project -> assertThat(project.desktops()).isBetween(1_285, 1_286));
        assertThat(fleet.small().desktops()).isEqualTo(Fleet.SMALL_DESKTOPS);
        assertThat(fleet.desktops()).isEqualTo(10_000);
    }

    @Test
    void everyDesktopComesOnceInTheShuffledOrder() {
        assertThat(fleet.shuffled().sorted())
                .containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
        assertThat(fleet.smallAlone().shuffled().sorted())
                .containsExactlyElementsOf(
                        IntStream.range(9_000, 10_000).boxed().toList());
    }

    @Test
    void aDesktopIsFoundInTheProjectThatHoldsItsNumber() {
        assertThat(IntStream.range(0, 10_000)).allSatisfy(desktop -> {
            Fleet.Project project = fleet.projectOf(desktop);
            assertThat(desktop).isBetween(project.first(), project.end() - 1);
        });
    }

    @Test
    void idsAreUnique() {
        assertThat(IntStream.range(0, 10_000).mapToObj(Fleet::desktopId)).doesNotHaveDuplicates();
    }
}
