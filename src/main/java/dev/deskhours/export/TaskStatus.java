package dev.deskhours.export;

/** Where an export task is in its life (api.md, The task). */
public enum TaskStatus {
    CREATING,
    SUCCESS,
    FAIL,
    EXPIRED
}
