package dev.deskhours.cli;

import java.util.concurrent.Callable;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;

import dev.deskhours.cli.start.ServiceStart;
import dev.deskhours.process.ProcessConfig;

/** The service itself, with the roles that are configured. */
@Command(name = ProcessConfig.SERVE, mixinStandardHelpOptions = true, description = "Run the service (the default).")
public class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        if (Arc.container() == null) {
            // It was told to stop in the moment in which it was ready: everything is closed already.
            return 0;
        }
        DeskhoursCommand.bean(ServiceStart.class).begin();
        Quarkus.waitForExit();
        return 0;
    }
}
