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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.deskhours.cli.remote.RemoteExport;
import dev.deskhours.cli.remote.RemoteExport.Exported;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.days.DesktopParameter;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.export.render.ExportRenderer;
import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.render.FormParameter;
import dev.deskhours.export.render.ReportRequest;
import dev.deskhours.project.PeriodReach;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** An export here and now, without a task. A file appears whole or not at all. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Export the usage of the desktops of a project, to a file or standard output.")
public class ExportCommand implements Callable<Integer>, CheckedCommand {
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

    @Mixin
    ServiceOptions remote;

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
    public void check() {
        try {
            wanted(Instant.MIN);
        } catch (ApiException wrong) {
            throw new UserError(wrong.getMessage());
        }
        if (output != null && !Files.isDirectory(output.toAbsolutePath().getParent())) {
            throw new UserError(output + " cannot be written: there is no such directory");
        }
        remote.check();
    }

    @Override
    public boolean standsAlone() {
        return remote.areGiven();
    }

    @Override
    public Integer call() throws IOException {
        Exported exported = output == null ? toStandardOutput() : toFile();
        if (exported.note() != null) {
            System.err.println(exported.note());
        }
        System.err.printf("%d desktops exported%n", exported.rows());
        return 0;
    }

    /** What is printed is whole and good before the first byte of it. */
    private Exported toStandardOutput() throws IOException {
        if (!remote.areGiven()) {
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
                return render(out);
            }
        }
        Path file = Files.createTempFile("deskhours-export", ".csv");
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            Exported exported = new RemoteExport(remote.service(), project).write(parameters(), file);
            Files.copy(file, out);
            return exported;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Exported toFile() throws IOException {
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            Exported exported = toFile(part);
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
            return exported;
        } catch (IOException failure) {
            throw new UserError(output + " cannot be written: " + failure.getMessage());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Exported toFile(Path part) throws IOException {
        if (remote.areGiven()) {
            return new RemoteExport(remote.service(), project).write(parameters(), part);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            return render(out);
        }
    }

    private Exported render(OutputStream out) throws IOException {
        Local local = DeskhoursCommand.bean(ProjectSnapshots.class)
                .read(project, snapshot -> Uni.createFrom().item(local(snapshot)))
                .await()
                .indefinitely();
        long rows = DeskhoursCommand.bean(ExportRenderer.class)
                .render(
                        new ReportRequest.Desktops(local.wanted().request()),
                        local.wanted().form(),
                        out,
                        ExportRenderer.Progress.NONE)
                .rows();
        return new Exported(rows, local.reach().note().orElse(null));
    }

    private record Wanted(DesktopUsageRequest request, FileForm form) {}

    private record Local(Wanted wanted, PeriodReach reach) {}

    private Local local(Snapshot snapshot) {
        Wanted wanted = wanted(snapshot.oldestExportableStart());
        DesktopUsageRequest request = wanted.request();
        return new Local(wanted, snapshot.reach(request.startTime(), request.endTime()));
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
