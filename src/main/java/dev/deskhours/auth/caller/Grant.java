package dev.deskhours.auth.caller;

import java.util.Set;

import dev.deskhours.web.ProjectId;

/**
 * What somebody may do, and in which projects (docs/spec/api.md, Permissions).
 *
 * @param projects ids, or {@code *} for all
 * @param actions names, {@code *} for all, or prefixes such as {@code workspace:statistics:*}
 */
public record Grant(Set<String> projects, Set<String> actions) {
    public static final String ALL_PROJECTS = "*";

    public Grant {
        projects = Set.copyOf(projects);
        actions = Set.copyOf(actions);
    }

    /** Whether a text can stand among the projects of a grant. */
    public static boolean isProject(String text) {
        return text.equals(ALL_PROJECTS) || ProjectId.isValid(text);
    }

    public boolean covers(String projectId) {
        return coversAllProjects() || projects.contains(projectId);
    }

    public boolean coversAllProjects() {
        return projects.contains(ALL_PROJECTS);
    }

    public boolean allows(Action action) {
        return actions.stream().anyMatch(pattern -> ActionPattern.covers(pattern, action));
    }
}
