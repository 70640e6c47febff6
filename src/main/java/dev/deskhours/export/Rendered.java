package dev.deskhours.export;

/**
 * What a rendering has written.
 *
 * @param rows without the header
 */
public record Rendered(long rows, ExportPeriod period) {}
