package dev.deskhours.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.smallrye.mutiny.Uni;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.deskhours.days.DesktopParameter;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.export.render.ExportRenderer;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** An export here and now, without a task. A file appears whole or not at all. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Export the usage of the desktops of a project as CSV, to a file or standard output.")
public class ExportCommand implements Callable<Integer> {
    @Option(names = "--project", required = true, paramLabel = "P", description = "the project")
    String project;

    @Option(names = "--start-time", required = true, paramLabel = "T", description = "as 2026-11-01T00:00:00Z")
    String startTime;

    @Option(names = "--end-time", required = true, paramLabel = "T", description = "as 2026-11-20T23:59:59Z")
    String endTime;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "by default standard output")
    Path output;

    private CommandSpec spec;

    /** Adds an option for each parameter of the desktops. */
    @Spec
    void describe(CommandSpec described) {
        spec = described;
        for (DesktopParameter parameter : DesktopParameter.values()) {
            spec.addOption(OptionSpec.builder(parameter.option())
                    .type(String.class)
                    .paramLabel(parameter.optionLabel())
                    .description(parameter.optionDescription())
                    .build());
        }
    }

    @Override
    public Integer call() throws IOException {
        DesktopUsageRequest request = DeskhoursCommand.bean(ProjectSnapshots.class)
                .read(project, snapshot -> Uni.createFrom().item(request(snapshot.oldestExportableStart())))
                .await()
                .indefinitely();
        long rows = output == null ? toStandardOutput(request) : toFile(request);
        System.err.printf("%d desktops exported%n", rows);
        return 0;
    }

    private static long toStandardOutput(DesktopUsageRequest request) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            return render(request, out);
        }
    }

    private long toFile(DesktopUsageRequest request) throws IOException {
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            long rows;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                rows = render(request, out);
            }
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (IOException failure) {
            throw new UserError(output + " cannot be written: " + failure.getMessage());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long render(DesktopUsageRequest request, OutputStream out) throws IOException {
        return DeskhoursCommand.bean(ExportRenderer.class)
                .render(request, out, ExportRenderer.Progress.NONE)
                .rows();
    }

    private DesktopUsageRequest request(Instant oldestExportableStart) {
        ParameterReader reader = new ParameterReader(new Breaches(), parameters());
        DesktopUsageRequest request = DesktopUsageRequest.read(reader, project, oldestExportableStart);
        reader.breaches().throwIfAny();
        return request;
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> given = new HashMap<>();
        given.put("start_time", List.of(startTime));
        given.put("end_time", List.of(endTime));
        for (DesktopParameter parameter : DesktopParameter.values()) {
            String value = spec.findOption(parameter.option()).getValue();
            if (value != null) {
                given.put(parameter.text(), List.of(value));
            }
        }
        return given;
    }
}
