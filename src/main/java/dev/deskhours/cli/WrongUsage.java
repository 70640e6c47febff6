package dev.deskhours.cli;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be carried out, in two lines: what is wrong, and what may have been meant. */
final class WrongUsage {
    private final ParameterException wrong;

    private WrongUsage(ParameterException wrong) {
        this.wrong = wrong;
    }

    /**
     * Of a line that could not be read. What is mistyped comes before what is missing: the one is most often the other.
     */
    static WrongUsage of(ParameterException first, String[] arguments) {
        if (!(first instanceof MissingParameterException)) {
            return new WrongUsage(first);
        }
        CommandLine lenient = DeskhoursCommand.line();
        collectErrors(lenient);
        return new WrongUsage(mistyped(lenient.parseArgs(arguments)).orElse(first));
    }

    static WrongUsage of(ParameterException wrong) {
        return new WrongUsage(wrong);
    }

    int tell() {
        System.err.println(message());
        System.err.println(suggestion().orElseGet(this::help));
        return CommandLine.ExitCode.USAGE;
    }

    private String message() {
        if (wrong instanceof UnmatchedArgumentException mistyped) {
            String word = mistyped.getUnmatched().get(0);
            boolean isCommand = isProgram() && !word.startsWith("-");
            return "there is no " + (isCommand ? "command" : word.startsWith("-") ? "option" : "use for") + " " + word;
        }
        return wrong.getMessage();
    }

    private Optional<String> suggestion() {
        if (!(wrong instanceof UnmatchedArgumentException mistyped)) {
            return Optional.empty();
        }
        List<String> names = mistyped.getSuggestions();
        return names.isEmpty() ? Optional.empty() : Optional.of("Did you mean " + String.join(" or ", names) + "?");
    }

    private String help() {
        return "Try 'deskhours help"
                + (isProgram() ? "" : " " + wrong.getCommandLine().getCommandName()) + "' for what is possible.";
    }

    private boolean isProgram() {
        return wrong.getCommandLine().getParent() == null;
    }

    private static Optional<ParameterException> mistyped(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult next = parsed;
        while (next != null) {
            Optional<ParameterException> found = next.errors().stream()
                    .filter(UnmatchedArgumentException.class::isInstance)
                    .map(ParameterException.class::cast)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            next = next.hasSubcommand() ? next.subcommand() : null;
        }
        return Optional.empty();
    }

    private static void collectErrors(CommandLine line) {
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands().values().forEach(WrongUsage::collectErrors);
    }
}
