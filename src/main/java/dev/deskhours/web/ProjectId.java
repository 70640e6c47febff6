package dev.deskhours.web;

import java.util.regex.Pattern;

/** The {@code project_id} of a path: 1..64 of {@code A-Z a-z 0-9 _ -} (docs/spec/api.md, Parameters). */
public final class ProjectId {
    public static final String FORM = "[A-Za-z0-9_-]{1,64}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private ProjectId() {}

    public static boolean isValid(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** Notes a breach if the text is no project id. */
    public static void check(Breaches breaches, String projectId) {
        if (!isValid(projectId)) {
            breaches.add("project_id", Breaches.shown(projectId) + " is not 1..64 of A-Z a-z 0-9 _ -");
        }
    }

    /** @throws ApiException 400 if the text is no project id */
    public static String checked(String projectId) {
        Breaches breaches = new Breaches();
        check(breaches, projectId);
        breaches.throwIfAny();
        return projectId;
    }
}
