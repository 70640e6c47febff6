package dev.deskhours.cli;

/** What keeps a command from its work, in one line for whoever called it. */
class UserError extends RuntimeException {
    UserError(String message) {
        super(message);
    }
}
