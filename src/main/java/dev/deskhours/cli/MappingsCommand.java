package dev.deskhours.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.session.mapping.Presets;
import dev.deskhours.session.mapping.source.SourceException;

/** The mappings that come with the program (docs/imports/README.md, Presets). */
@Command(
        name = MappingsCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "List the systems whose files can be taken in, or print how one of them is read.")
public class MappingsCommand implements Callable<Integer>, CheckedCommand {
    static final String NAME = "mappings";

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PRESET", description = "prints its document, to be changed for --mapping")
    String preset;

    @Override
    public void check() {
        try {
            if (preset != null) {
                Presets.mapping(preset);
            }
        } catch (SourceException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public Integer call() {
        if (preset != null) {
            System.out.print(Presets.document(preset).orElseThrow());
        } else {
            Presets.names()
                    .forEach(name -> System.out.printf(
                            "%-24s %s%n", name, Presets.mapping(name).description()));
        }
        return 0;
    }
}
