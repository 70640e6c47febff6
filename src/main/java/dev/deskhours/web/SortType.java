package dev.deskhours.web;

/** The direction of a sort. */
public enum SortType {
    ASC,
    DESC
}
