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
import java.util.Locale;
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
import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.render.FormParameter;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** An export here and now, without a task. A file appears whole or not at all. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Export the usage of the desktops of a project, to a file or standard output.")
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
        for (FormParameter parameter : FormParameter.values()) {
            spec.addOption(OptionSpec.builder(parameter.option())
                    .type(String.class)
                    .paramLabel(parameter.text().toUpperCase(Locale.ROOT))
                    .arity(parameter.isSwitch() ? "0..1" : "1")
                    .fallbackValue("true")
                    .description(parameter.optionDescription())
                    .build());
        }
    }

    @Override
    public Integer call() throws IOException {
        Wanted wanted = DeskhoursCommand.bean(ProjectSnapshots.class)
                .read(project, snapshot -> Uni.createFrom().item(wanted(snapshot.oldestExportableStart())))
                .await()
                .indefinitely();
        long rows = output == null ? toStandardOutput(wanted) : toFile(wanted);
        System.err.printf("%d desktops exported%n", rows);
        return 0;
    }

    private static long toStandardOutput(Wanted wanted) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            return wanted.render(out);
        }
    }

    private long toFile(Wanted wanted) throws IOException {
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            long rows;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                rows = wanted.render(out);
            }
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (IOException failure) {
            throw new UserError(output + " cannot be written: " + failure.getMessage());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private record Wanted(DesktopUsageRequest request, FileForm form) {
        /** @return how many rows */
        long render(OutputStream out) throws IOException {
            return DeskhoursCommand.bean(ExportRenderer.class)
                    .render(request, form, out, ExportRenderer.Progress.NONE)
                    .rows();
        }
    }

    private Wanted wanted(Instant oldestExportableStart) {
        ParameterReader reader = new ParameterReader(new Breaches(), parameters());
        DesktopUsageRequest request = DesktopUsageRequest.read(reader, project, oldestExportableStart);
        FileForm form = FileForm.read(reader);
        reader.breaches().throwIfAny();
        return new Wanted(request, form);
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> given = new HashMap<>();
        given.put("start_time", List.of(startTime));
        given.put("end_time", List.of(endTime));
        for (DesktopParameter parameter : DesktopParameter.values()) {
            take(parameter.option(), parameter.text(), given);
        }
        if (output != null) {
            FileForm.ofName(output.getFileName().toString())
                    .forEach((parameter, value) -> given.put(parameter.text(), List.of(value.toString())));
        }
        for (FormParameter parameter : FormParameter.values()) {
            take(parameter.option(), parameter.text(), given);
        }
        return given;
    }

    private void take(String option, String parameter, Map<String, List<String>> given) {
        String value = spec.findOption(option).getValue();
        if (value != null) {
            given.put(parameter, List.of(value));
        }
    }
}
