package dev.deskhours.cli.terminal;

/** A command that looks at its arguments before the framework or a database starts. */
public interface CheckedCommand {
    /**
     * Refuses what cannot be carried out.
     *
     * @throws picocli.CommandLine.ParameterException for wrong usage
     * @throws UserError if a file cannot be read
     */
    void check();

    /** Whether the whole command needs neither the framework nor a database. */
    boolean standsAlone();
}
