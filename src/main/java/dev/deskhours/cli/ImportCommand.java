package dev.deskhours.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.mutiny.Uni;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.deskhours.aggregation.AggregationRunner;
import dev.deskhours.cli.intake.DryRun;
import dev.deskhours.cli.intake.FileImport;
import dev.deskhours.cli.intake.ImportPlan;
import dev.deskhours.cli.intake.InputFile;
import dev.deskhours.cli.intake.LocalRecords;
import dev.deskhours.cli.intake.RecordTarget;
import dev.deskhours.cli.remote.RemoteRecords;
import dev.deskhours.cli.remote.RemoteRuns;
import dev.deskhours.cli.start.StartConfig;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.ProgressLine;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.session.mapping.Presets;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ProjectId;

/** Sessions from files of our own or of other systems (docs/imports/README.md, The command). */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Take sessions in from files.")
public class ImportCommand implements Callable<Integer>, CheckedCommand {
    private static final String OF_PROJECT = "project";

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV, NDJSON or JSON of our own, told by the name, or what another system wrote, told by its "
                    + "beginning; also .gz; - is standard input")
    List<String> files;

    @Option(names = "--project", required = true, paramLabel = "P", description = "the project they belong to")
    String project;

    @Option(names = "--format", paramLabel = "PRESET", description = "what the files are; see: deskhours mappings")
    String format;

    @Option(names = "--mapping", paramLabel = "FILE", description = "a document that says how the files are read")
    Path mapping;

    @Option(
            names = "--time-zone",
            paramLabel = "Z",
            description = "of times without one, as Europe/Oslo; 'project' is that of the project")
    String timeZone;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "what the files do not say, as --set desktop_id=h1")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "print the first ten sessions and what is left out; keep nothing")
    boolean dryRun;

    @Option(names = "--aggregate", description = "then count the days at once")
    boolean aggregate;

    @Mixin
    ServiceOptions remote;

    @Override
    public void check() {
        checkArguments();
        List<InputFile> inputs = inputs(ProgressLine.NONE);
        inputs.forEach(InputFile::check);
        ImportPlan plan = plan(inputs);
        MappingSettings settings = MappingSettings.of(null, set);
        for (ImportPlan.Foreign foreign : plan.foreign()) {
            usage(() -> settings.check(foreign.mapping()));
        }
    }

    @Override
    public boolean standsAlone() {
        return remote.areGiven() || dryRun && !OF_PROJECT.equals(timeZone);
    }

    @Override
    public Integer call() {
        MappingSettings settings = MappingSettings.of(zone(), set);
        if (dryRun) {
            return new DryRun(settings, StartConfig.read()).show(plan(inputs(ProgressLine.NONE)));
        }
        RecordTarget target = remote.areGiven()
                ? remoteRecords()
                : LocalRecords.sessions(DeskhoursCommand.bean(RecordImport.class), project);
        try (ProgressLine progress = ProgressLine.ofBytes(bytes())) {
            new FileImport(target, "sessions").take(plan(inputs(progress)), settings);
        }
        countOrTell();
        return 0;
    }

    private void countOrTell() {
        if (!remote.areGiven()) {
            countOrTellHere();
        } else if (aggregate) {
            System.err.println(new RemoteRuns(remote.service()).run(project, null, null));
        } else {
            System.err.println("the service counts the days at its next refresh; --aggregate counts them at once");
        }
    }

    private void countOrTellHere() {
        if (aggregate) {
            AggregateCommand.tell(DeskhoursCommand.bean(AggregationRunner.class).allDueByHand(project));
        } else {
            DaysToCount.tell(project);
        }
    }

    private void checkArguments() {
        if (format != null && mapping != null) {
            throw usage("--format and --mapping exclude each other");
        }
        try {
            ProjectId.checked(project);
            remote.check();
            if (timeZone != null && !timeZone.equals(OF_PROJECT)) {
                ZoneId.of(timeZone);
            }
        } catch (ApiException wrong) {
            throw new UserError(wrong.getMessage());
        } catch (DateTimeException wrong) {
            throw usage("--time-zone " + timeZone + " is no time zone like Europe/Oslo, and not 'project'");
        }
    }

    private List<InputFile> inputs(ProgressLine progress) {
        return files.stream().map(name -> new InputFile(name, progress)).toList();
    }

    /** 0 = nobody knows, as standard input is among the files. */
    private long bytes() {
        List<InputFile> inputs = inputs(ProgressLine.NONE);
        return files.contains("-")
                ? 0
                : inputs.stream().mapToLong(InputFile::size).sum();
    }

    private ImportPlan plan(List<InputFile> inputs) {
        try {
            if (mapping != null) {
                return ImportPlan.of(inputs, mapping.toString(), Mapping.parse(Files.readString(mapping)));
            }
            return format == null ? ImportPlan.recognised(inputs) : ImportPlan.of(inputs, format, preset());
        } catch (IOException failure) {
            throw new InputFile(mapping.toString()).unreadable(failure);
        } catch (Mapping.Invalid wrong) {
            throw usage(mapping + " is no mapping:\n  " + String.join("\n  ", wrong.faults()));
        } catch (SourceException wrong) {
            throw usage(wrong.getMessage());
        }
    }

    private Mapping preset() {
        return Presets.mapping(format);
    }

    private ZoneId zone() {
        if (!OF_PROJECT.equals(timeZone)) {
            return timeZone == null ? null : ZoneId.of(timeZone);
        }
        return remote.areGiven() ? remoteRecords().zone() : zoneOfProject();
    }

    private ZoneId zoneOfProject() {
        return DeskhoursCommand.bean(ProjectSnapshots.class)
                .read(project, snapshot -> Uni.createFrom().item(snapshot.days().zone()))
                .await()
                .indefinitely();
    }

    private RemoteRecords remoteRecords() {
        SmallRyeConfig config = StartConfig.read();
        return new RemoteRecords(remote.service(), project, DryRun.now(config), DryRun.oldestKept(config));
    }

    private void usage(Runnable check) {
        try {
            check.run();
        } catch (SourceException wrong) {
            throw usage(wrong.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
