package dev.deskhours.aggregation;

/** How far a run is. */
enum RunStatus {
    RUNNING,
    SUCCESS,
    FAIL
}
