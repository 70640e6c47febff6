package dev.deskhours.notify;

import java.util.Arrays;
import java.util.Optional;

/** What webhooks can be told of (docs/spec/delivery.md, Webhooks). */
public enum EventType {
    EXPORT_SUCCEEDED("export.succeeded"),
    EXPORT_FAILED("export.failed"),
    AGGREGATION_SUCCEEDED("aggregation.succeeded"),
    AGGREGATION_FAILED("aggregation.failed"),
    DESKTOP_IDLE("desktop.idle"),
    /** Sent only when somebody asks for it, to any webhook. */
    PING("ping");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    public static Optional<EventType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** As messages and webhooks name it. */
    @Override
    public String toString() {
        return text;
    }
}
