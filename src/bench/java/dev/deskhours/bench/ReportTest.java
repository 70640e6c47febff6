package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {
    @TempDir
    Path directory;

    @Test
    void whatIsKeptIsReadAgain() throws IOException {
        report().keep(Outcomes.of(Size.M));
        report().keep(Outcomes.of(Size.S));
        assertThat(Report.read(raw())).containsExactly(Outcomes.of(Size.S), Outcomes.of(Size.M));
    }

    @Test
    void theTableShowsBothSidesTheirRatioAndWhetherTheTargetWasMet() throws IOException {
        report().keep(Outcomes.of(Size.L));
        assertThat(raw().resolve("L.md"))
                .content()
                .contains(
                        "| `night-0` some work | s | 20.0 (18.0..24.0) | 10.0 (10.0..10.0) | 2.00 | <= 1.5 x at L | missed |")
                .contains("| download | | not measured: nginx is missing |")
                .contains("- `night-0`: rows 7")
                .contains("`export-filtered`: plain SQL")
                .contains("server: fsync=on");
    }

    @Test
    void publishingReplacesTheSectionOfTheSizeAndDrawsAllSizes() throws IOException {
        Path documents = Files.createDirectories(directory.resolve("docs"));
        Path performance = documents.resolve("performance.md");
        Files.writeString(performance, "# Performance\n<!-- bench S -->\nold\n<!-- end of bench S -->\nthe rest\n");
        Report report = new Report(raw(), documents);
        report.keep(Outcomes.of(Size.S));
        report.publish(Outcomes.of(Size.S), "S");
        assertThat(performance)
                .content()
                .contains("`night-179`")
                .contains("the rest")
                .doesNotContain("old");
        assertThat(documents.resolve("bench").resolve("S.json")).exists();
        assertThat(documents.resolve("growth.svg")).content().contains("10,000 desktops");
    }

    private Report report() {
        return new Report(raw(), directory.resolve("docs"));
    }

    private Path raw() {
        return directory.resolve("raw");
    }
}
