package dev.deskhours.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.deskhours.cli.terminal.CheckedCommand;

/** The script by which a shell completes commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script for a shell: source <(deskhours completion bash).")
public class CompletionCommand implements Callable<Integer>, CheckedCommand {
    @Parameters(paramLabel = "SHELL", description = "bash, or zsh, which takes the same script")
    Shell shell;

    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void check() {
        // There is nothing that its parameter does not say.
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("deskhours", DeskhoursCommand.line()));
        return 0;
    }
}
