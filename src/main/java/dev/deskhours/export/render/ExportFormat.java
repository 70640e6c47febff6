package dev.deskhours.export.render;

import java.util.Locale;

/** In what form an export is written (docs/spec/delivery.md, Formats). */
enum ExportFormat {
    CSV("text/csv; charset=utf-8"),
    JSONL("application/x-ndjson"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** Whether it is plain text, which is worth being compressed. */
    boolean isText() {
        return this == CSV || this == JSONL;
    }

    /** As it is written in requests, and as names of files end. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
