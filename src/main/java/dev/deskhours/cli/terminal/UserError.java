package dev.deskhours.cli.terminal;

/** What keeps a command from its work, in one line for whoever called it. */
public class UserError extends RuntimeException {
    public UserError(String message) {
        super(message);
    }
}
