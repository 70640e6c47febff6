package dev.deskhours.db;

/**
 * What a transaction may see (docs/adr/0007): the rows of one project, or of all projects in the few tables that the
 * service itself works over.
 *
 * @param value of the setting that the policies of the tables compare with
 */
record Scope(String value) {
    static final String ROLE = "deskhours_service";
    static final Scope SERVICE_WIDE = new Scope("*");

    private static final Scope NOBODY = new Scope("");

    /** Any text may be given; one that the database takes for no text or for {@link #SERVICE_WIDE} is nobody's project. */
    static Scope of(String projectId) {
        boolean noProject = projectId.equals(SERVICE_WIDE.value) || projectId.indexOf('\0') >= 0;
        return noProject ? NOBODY : new Scope(projectId);
    }

    /**
     * The statements that begin it, and end with the transaction. They are no calls of {@code set_config}, because a
     * Citus coordinator passes on to its workers what was set by SET LOCAL only.
     */
    String begin() {
        return "set local role " + ROLE + "; set local deskhours.project_id = " + literal(value);
    }

    /** Backslashes mean the same in E'' whatever {@code standard_conforming_strings} says. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
