package dev.deskhours.cli;

import io.quarkus.runtime.QuarkusApplication;

/** The running application: carries out the command. */
public class Application implements QuarkusApplication {
    @Override
    public int run(String... arguments) {
        return DeskhoursCommand.line().execute(arguments);
    }
}
