package dev.deskhours.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.deskhours.session.RecordImport;

/** Desktops from files. */
@Command(name = "import-desktops", mixinStandardHelpOptions = true, description = "Announce desktops from files.")
public class ImportDesktopsCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV, NDJSON or JSON, told by the name; also .gz; - is NDJSON from standard input")
    List<String> files;

    @Option(names = "--project", required = true, paramLabel = "P", description = "the project they belong to")
    String project;

    @Override
    public Integer call() {
        RecordImport records = DeskhoursCommand.bean(RecordImport.class);
        return new FileImport(project, "desktops").take(files, records::desktops);
    }
}
