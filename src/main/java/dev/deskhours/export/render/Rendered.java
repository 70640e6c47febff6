package dev.deskhours.export.render;

/**
 * What a rendering has written.
 *
 * @param rows without the header
 */
public record Rendered(long rows, ExportPeriod period) {}
