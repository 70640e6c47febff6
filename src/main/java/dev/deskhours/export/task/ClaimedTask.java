package dev.deskhours.export.task;

import dev.deskhours.export.store.FileStore;

/**
 * A task that one worker may render until its lease ends.
 *
 * @param attempt the fence: every write of this worker is about this attempt alone
 * @param lastAttempt whether a failure now is the end of the task
 * @param request the JSON of {@link StoredRequest}
 */
public record ClaimedTask(String taskId, String projectId, int attempt, boolean lastAttempt, String request) {
    public String fileKey() {
        return FileStore.key(taskId, attempt);
    }
}
