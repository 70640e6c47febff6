package dev.deskhours.export.task;

/** Where an export task is in its life (docs/spec/api.md, The task). */
public enum TaskStatus {
    CREATING,
    SUCCESS,
    FAIL,
    EXPIRED
}
