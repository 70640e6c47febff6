package dev.deskhours.export;

/**
 * A task that one worker may render until its lease ends.
 *
 * @param attempt the fence: every write of this worker is about this attempt alone
 * @param lastAttempt whether a failure now is the end of the task
 * @param request the JSON of {@link StoredRequest}
 */
record ClaimedTask(String taskId, String projectId, int attempt, boolean lastAttempt, String request) {
    String fileKey() {
        return FileStore.key(taskId, attempt);
    }
}
