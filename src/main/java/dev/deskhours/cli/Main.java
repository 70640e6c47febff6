package dev.deskhours.cli;

import java.nio.file.Path;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import dev.deskhours.cli.start.StartConfig;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.db.embedded.EmbeddedDatabase;
import dev.deskhours.process.ProcessConfig;
import dev.deskhours.web.document.LateApiDocument;

/** Where every process begins: reads the command, sees to a database, and starts what the command needs. */
@QuarkusMain
public class Main {
    static final String COMMAND_PROPERTY = "deskhours.command";
    private static final String URL_PROPERTY = "deskhours.db.url";
    private static final int FAILED = 1;

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Spares each start to look for it, for the JSON of logs.
        System.setProperty("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
        try {
            prepare(commandOf(arguments));
        } catch (ParameterException wrong) {
            System.exit(WrongUsage.of(wrong, arguments).tell());
        } catch (EmbeddedDatabase.StartException | UserError failure) {
            System.err.println(failure.getMessage());
            System.exit(FAILED);
        }
        // Not on the JVM: in development mode, which is not known yet here, the document would stay empty.
        if (ImageMode.current().isNativeImage()) {
            LateApiDocument.putOff();
        }
        Quarkus.run(Application.class, arguments);
    }

    private static String commandOf(String[] arguments) {
        if (arguments.length == 0) {
            // The service that starts cold is not kept waiting for a parser.
            return ProcessConfig.SERVE;
        }
        ParseResult parsed = DeskhoursCommand.line().parseArgs(arguments);
        Integer done = CommandLine.executeHelpRequest(parsed);
        if (done != null) {
            System.exit(done);
        }
        if (!parsed.hasSubcommand()) {
            return ProcessConfig.SERVE;
        }
        CommandSpec command = parsed.subcommand().commandSpec();
        if (command.userObject() instanceof CheckedCommand checked) {
            checked.check();
            if (checked.standsAlone()) {
                System.exit(DeskhoursCommand.line().execute(arguments));
            }
        }
        return command.name();
    }

    private static void prepare(String command) {
        System.setProperty(COMMAND_PROPERTY, command);
        if (!command.equals(ProcessConfig.SERVE)) {
            // A command is no service: it answers no requests, its standard output is its result.
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.scheduler.enabled", "false");
            System.setProperty("quarkus.log.console.stderr", "true");
            System.setProperty("quarkus.log.level", "WARN");
        }
        SmallRyeConfig config = StartConfig.checked();
        if (answersOnly(config)) {
            System.setProperty("quarkus.scheduler.enabled", "false");
        }
        if (config.getOptionalValue(URL_PROPERTY, String.class).isEmpty()) {
            String directory =
                    config.getOptionalValue("deskhours.data-dir", String.class).orElse("data");
            System.setProperty(URL_PROPERTY, EmbeddedDatabase.startOnce(Path.of(directory)));
            System.setProperty("deskhours.db.user", "postgres");
            System.setProperty("deskhours.db.embedded", "true");
        }
    }

    private static boolean answersOnly(SmallRyeConfig config) {
        return config.getOptionalValue("deskhours.roles", String.class)
                .map(roles -> roles.strip().equalsIgnoreCase(ProcessConfig.Role.API.name()))
                .orElse(false);
    }
}
