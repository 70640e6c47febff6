package dev.deskhours.export.worker;

/** Ends a rendering early, because its task was taken away or this process stops. */
final class ExportStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExportStopped() {
        super("the export was stopped", null, false, false);
    }
}
