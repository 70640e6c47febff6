package dev.deskhours.cli;

import java.util.concurrent.Callable;

import io.quarkus.arc.Arc;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import dev.deskhours.web.ApiException;

/** The command line (docs/spec/operations.md, Commands). */
@Command(
        name = "deskhours",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Counts how long virtual desktops are used and exports the numbers as CSV.",
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            ImportDesktopsCommand.class,
            MappingsCommand.class,
            AggregateCommand.class,
            ExportCommand.class,
            WorkCommand.class,
            HealthCommand.class,
            MigrateCommand.class
        })
public class DeskhoursCommand implements Callable<Integer> {
    static CommandLine line() {
        CommandLine line = new CommandLine(new DeskhoursCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        return line;
    }

    /** Without a command the service is meant. */
    @Override
    public Integer call() {
        return new ServeCommand().call();
    }

    static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    private static int failed(Exception failure) throws Exception {
        if (failure instanceof ApiException || failure instanceof UserError) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
