package dev.deskhours.export.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.web.Breaches;
import dev.deskhours.web.ProjectId;

/** The tasks that are to be deleted (docs/spec/api.md, Answers). */
@RegisterForReflection
@Schema(name = "TasksToDelete", description = "1..200 different ids; unknown ones are ignored.")
record TasksToDelete(
        @JsonProperty("task_ids")
        @Schema(
                description = "1..200 different ids of 1..64 characters",
                examples = "[\"0123456789abcdef0123456789abcdef\"]",
                minItems = 1,
                maxItems = 200,
                uniqueItems = true,
                required = true)
        List<String> taskIds) {
    private static final int MAX_IDS = 200;
    private static final int MAX_LENGTH = 64;

    /** @throws dev.deskhours.web.ApiException 400 with every broken rule */
    static List<String> validate(TasksToDelete body, String projectId) {
        Breaches breaches = new Breaches();
        ProjectId.check(breaches, projectId);
        List<String> ids = body == null || body.taskIds() == null ? List.of() : body.taskIds();
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            breaches.add("task_ids", "has " + ids.size() + " ids, not 1.." + MAX_IDS);
        }
        Set<String> seen = new HashSet<>();
        for (int index = 0; ids.size() <= MAX_IDS && index < ids.size(); index++) {
            check(breaches, index, ids.get(index), seen);
        }
        breaches.throwIfAny();
        return ids;
    }

    private static void check(Breaches breaches, int index, String id, Set<String> seen) {
        String name = "task_ids[" + index + "]";
        if (id == null || id.isEmpty() || id.length() > MAX_LENGTH || id.indexOf('\0') >= 0) {
            breaches.add(name, "is not 1.." + MAX_LENGTH + " characters");
        } else if (!seen.add(id)) {
            breaches.add(name, Breaches.shown(id) + " is there twice");
        }
    }
}
