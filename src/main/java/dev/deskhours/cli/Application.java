package dev.deskhours.cli;

import io.quarkus.runtime.QuarkusApplication;

/** The running application: carries out the command. */
class Application implements QuarkusApplication {
    @Override
    public int run(String... arguments) {
        return arguments.length == 0
                ? new ServeCommand().call()
                : DeskhoursCommand.line().execute(arguments);
    }
}
