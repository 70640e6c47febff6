package dev.deskhours.days;

/** The figures by which desktops can be ordered. */
public enum SortField {
    DESKTOP_USAGE("desktop_usage"),
    DESKTOP_IDLE_DURATION("desktop_idle_duration");

    private final String parameterText;

    SortField(String parameterText) {
        this.parameterText = parameterText;
    }

    @Override
    public String toString() {
        return parameterText;
    }
}
