package dev.deskhours.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.deskhours.cli.intake.FileImport;
import dev.deskhours.cli.intake.ImportPlan;
import dev.deskhours.cli.intake.InputFile;
import dev.deskhours.cli.intake.LocalRecords;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.session.RecordImport;
import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ProjectId;

/** Desktops from files. */
@Command(name = "import-desktops", mixinStandardHelpOptions = true, description = "Announce desktops from files.")
public class ImportDesktopsCommand implements Callable<Integer>, CheckedCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV, NDJSON or JSON, told by the name; also .gz; - is NDJSON from standard input")
    List<String> files;

    @Option(names = "--project", required = true, paramLabel = "P", description = "the project they belong to")
    String project;

    @Override
    public void check() {
        try {
            ProjectId.checked(project);
        } catch (ApiException wrong) {
            throw new UserError(wrong.getMessage());
        }
        inputs().forEach(InputFile::check);
        ImportPlan.ofOwn(inputs());
    }

    @Override
    public boolean standsAlone() {
        return false;
    }

    @Override
    public Integer call() {
        new FileImport(LocalRecords.desktops(DeskhoursCommand.bean(RecordImport.class), project), "desktops")
                .take(ImportPlan.ofOwn(inputs()), MappingSettings.of(null, Map.of()));
        return 0;
    }

    private List<InputFile> inputs() {
        return files.stream().map(InputFile::new).toList();
    }
}
