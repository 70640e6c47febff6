package dev.deskhours.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.smallrye.mutiny.Uni;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.deskhours.days.DesktopUsageReader;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.export.render.ExportRenderer;
import dev.deskhours.project.ProjectSnapshots;

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

    @Option(names = "--resource-name", paramLabel = "TEXT", description = "only names that contain this")
    String resourceName;

    @Option(names = "--resource-id", paramLabel = "ID", description = "only this desktop")
    String resourceId;

    @Option(names = "--min-idle-days", paramLabel = "N", description = "0..180")
    String minIdleDays;

    @Option(names = "--max-idle-days", paramLabel = "N", description = "0..180")
    String maxIdleDays;

    @Option(names = "--usage-min-hours", paramLabel = "N", description = "at least so many hours of use")
    String usageMinHours;

    @Option(names = "--usage-max-hours", paramLabel = "N", description = "at most so many hours of use")
    String usageMaxHours;

    @Option(names = "--enterprise-project-id", paramLabel = "ID", description = "only this enterprise project")
    String enterpriseProjectId;

    @Option(names = "--sort-field", paramLabel = "F", description = "desktop_usage or desktop_idle_duration")
    String sortField;

    @Option(names = "--sort-type", paramLabel = "ASC|DESC", description = "only together with --sort-field")
    String sortType;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "by default standard output")
    Path output;

    @Override
    public Integer call() throws IOException {
        DesktopUsageRequest request = DeskhoursCommand.bean(ProjectSnapshots.class)
                .read(project, snapshot -> Uni.createFrom()
                        .item(DesktopUsageReader.read(project, parameters(), snapshot.oldestExportableStart())))
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

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        put(given, "start_time", startTime);
        put(given, "end_time", endTime);
        put(given, "resource_name", resourceName);
        put(given, "resource_id", resourceId);
        put(given, "min_idle_days", minIdleDays);
        put(given, "max_idle_days", maxIdleDays);
        put(given, "usage_min_hours", usageMinHours);
        put(given, "usage_max_hours", usageMaxHours);
        put(given, "enterprise_project_id", enterpriseProjectId);
        put(given, "sort_field", sortField);
        put(given, "sort_type", sortType);
        return given;
    }

    private static void put(Map<String, List<String>> given, String name, String value) {
        if (value != null) {
            given.put(name, List.of(value));
        }
    }
}
