package dev.deskhours.cli;

import java.util.concurrent.Callable;

import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Command;

import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.db.Schema;
import dev.deskhours.process.ProcessConfig;

/** Makes the tables, or brings them to the version of this program; what a deployment runs before the new service. */
@Command(
        name = ProcessConfig.MIGRATE,
        mixinStandardHelpOptions = true,
        description = "Make the tables of the database, or bring them to what this version works with.")
public class MigrateCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        try {
            int steps = DeskhoursCommand.bean(Schema.class).migrate();
            System.err.printf("%d migrations applied, the tables have version %d%n", steps, Schema.NEEDED);
            return 0;
        } catch (FlywayException failure) {
            throw new UserError(failure.getMessage().lines().findFirst().orElse("The migration failed"));
        }
    }
}
