package dev.deskhours.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a transaction begins: its isolation, what it may see (docs/adr/0007), and for how long it may keep others waiting.
 *
 * @param project the setting that the policies of the tables compare with
 */
record Opening(Mode mode, String project) {
    static final String ROLE = "deskhours_service";

    private static final String ALL_PROJECTS = "*";
    private static final String NO_PROJECT = "";

    /** A function that is frozen between two statements holds its locks for as long as {@code idle} lets it. */
    enum Mode {
        WRITE("begin", "10s", "30min"),
        WRITE_SNAPSHOT("begin isolation level repeatable read", "10s", "30min"),
        /** Holds no lock until {@link Locks#acquire} shortens its time: it may read a body first. */
        WRITE_BLOCKING("begin", "2min", "30min"),
        READ_SNAPSHOT("begin isolation level repeatable read, read only", "5min", "5min");

        private final String begin;
        private final String idle;
        private final String statement;

        Mode(String begin, String idle, String statement) {
            this.begin = begin;
            this.idle = idle;
            this.statement = statement;
        }
    }

    /** Any text may be given; one that the database takes for no text, or for all projects, is nobody's project. */
    static Opening ofProject(Mode mode, String projectId) {
        boolean noProject = projectId.equals(ALL_PROJECTS) || projectId.indexOf('\0') >= 0;
        return new Opening(mode, noProject ? NO_PROJECT : projectId);
    }

    static Opening serviceWide(Mode mode) {
        return new Opening(mode, ALL_PROJECTS);
    }

    String begin() {
        return mode.begin;
    }

    /** They end with the transaction. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("role", ROLE);
        settings.put("deskhours.project_id", project);
        // To compile a statement takes longer than any of ours runs: 3 s instead of 0.05 s (docs/performance.md).
        settings.put("jit", "off");
        settings.put("idle_in_transaction_session_timeout", mode.idle);
        settings.put("lock_timeout", "2min");
        settings.put("statement_timeout", mode.statement);
        return settings;
    }

    /** A Citus coordinator passes on to its workers what was set by SET LOCAL only, in a message of its own. */
    String setLocal() {
        return settings().entrySet().stream()
                .map(setting -> "set local " + setting.getKey() + " = " + literal(setting.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** Backslashes mean the same in E'' whatever {@code standard_conforming_strings} says. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
