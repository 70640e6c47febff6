package dev.deskhours.export.render;

/** Hears how far a rendering has come, and may end it by throwing. */
@FunctionalInterface
public interface ExportProgress {
    /** For those who do not want to know. */
    ExportProgress NONE = (rows, most) -> {};

    /**
     * @param rows rendered so far
     * @param most how many there can be at most
     */
    void rendered(long rows, long most);
}
