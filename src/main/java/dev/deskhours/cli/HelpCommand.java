package dev.deskhours.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import dev.deskhours.cli.terminal.CheckedCommand;

/** As {@code --help} of a command. */
@Command(name = "help", description = "Show what there is, or what a command does.")
public class HelpCommand implements Callable<Integer>, CheckedCommand {
    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "what to show the help of")
    String command;

    @Override
    public void check() {
        if (command != null && described() == null) {
            throw new UnmatchedArgumentException(spec.commandLine().getParent(), List.of(command));
        }
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public Integer call() {
        described().usage(System.out);
        return 0;
    }

    private CommandLine described() {
        CommandLine program = spec.commandLine().getParent();
        return command == null ? program : program.getSubcommands().get(command);
    }
}
