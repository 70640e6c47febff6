package dev.deskhours.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.Callable;

import io.quarkus.arc.Arc;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

import dev.deskhours.cli.keys.KeysCommand;
import dev.deskhours.cli.keys.TokenCommand;

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
            MigrateCommand.class,
            KeysCommand.class,
            TokenCommand.class,
            HelpCommand.class,
            CompletionCommand.class
        })
public class DeskhoursCommand implements Callable<Integer> {
    static CommandLine line() {
        CommandLine line = new CommandLine(new DeskhoursCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(LocalDate.class, DeskhoursCommand::day);
        line.registerConverter(URI.class, DeskhoursCommand::address);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        line.setParameterExceptionHandler(
                (wrong, arguments) -> WrongUsage.of(wrong).tell());
        return line;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw new TypeConversionException("'" + text + "' is no day, as 2026-11-01");
        }
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw new TypeConversionException("'" + text + "' is no address, as https://desks.example:8080");
        }
    }

    /** Without a command the service is meant. */
    @Override
    public Integer call() {
        return new ServeCommand().call();
    }

    static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    private static int failed(Exception failure) {
        System.err.println(UnexpectedFailure.message(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
