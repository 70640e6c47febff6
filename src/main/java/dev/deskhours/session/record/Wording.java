package dev.deskhours.session.record;

/** How whoever sends records in says what the records do not. Messages tell it in these words. */
public enum Wording {
    /** By parameters of the query. */
    UPLOAD("time_zone=Europe/Oslo, or time_zone=project", "set.%s=VALUE", "mapping=%s"),
    /** By options of the command. */
    COMMAND("--time-zone Europe/Oslo, or --time-zone project", "--set %s=VALUE", "--format %s");

    private final String zone;
    private final String set;
    private final String mapping;

    Wording(String zone, String set, String mapping) {
        this.zone = zone;
        this.set = set;
        this.mapping = mapping;
    }

    /** How the zone of times that have none is given. */
    public String zone() {
        return zone;
    }

    /** How a field that the records lack is given, as {@code set.desktop_id=VALUE}. */
    public String set(String field) {
        return set.formatted(field);
    }

    /** The part of {@link #set} before the value, as {@code set.desktop_id}. */
    public String setting(String field) {
        return set(field).replace("=VALUE", "");
    }

    /** How a mapping is named, as {@code mapping=last}. */
    public String mapping(String name) {
        return mapping.formatted(name);
    }
}
