package dev.deskhours.project;

/**
 * Tells states of a project apart: where both numbers are the same, so are all its records, settings, days and totals.
 *
 * @param dayChanges how often days or totals were changed
 * @param changes how often records or settings were
 */
public record ProjectVersion(long dayChanges, long changes) {}
