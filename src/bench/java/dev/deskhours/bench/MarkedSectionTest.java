package dev.deskhours.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MarkedSectionTest {
    private final MarkedSection section = MarkedSection.of("table");

    @Test
    void onlyWhatIsBetweenTheMarksIsReplaced() {
        String text = "before\n<!-- table -->\nold\n<!-- end of table -->\nafter\n";
        assertThat(section.replacedIn(text, "new\n"))
                .isEqualTo("before\n<!-- table -->\nnew\n<!-- end of table -->\nafter\n");
    }

    @Test
    void aTextWithoutMarksIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> section.replacedIn("before", "new"));
    }
}
