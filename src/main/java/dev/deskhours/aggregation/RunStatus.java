package dev.deskhours.aggregation;

/** How far a run is. */
public enum RunStatus {
    RUNNING,
    SUCCESS,
    FAIL
}
