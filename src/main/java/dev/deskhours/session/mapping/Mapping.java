package dev.deskhours.session.mapping;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.PairingRules;
import dev.deskhours.session.mapping.source.FileHead;
import dev.deskhours.session.mapping.source.Source;

/**
 * How the records of a foreign system become sessions or desktops (docs/imports/README.md, Mappings): a document that
 * was validated as a whole.
 */
public final class Mapping {
    /** What a row is. */
    public enum Kind {
        /** A session. */
        SESSIONS,
        /** Something that happened to a session; events are paired. */
        EVENTS,
        /** A sign that something was in use at a time. */
        SAMPLES,
        /** A desktop. */
        DESKTOPS
    }

    /** A document that is no mapping, with all that is wrong in it. */
    public static final class Invalid extends RuntimeException {
        private final List<String> faults;

        Invalid(List<String> faults) {
            super(String.join("; ", faults));
            this.faults = List.copyOf(faults);
        }

        /** Each says where in the document, and what to write there. */
        public List<String> faults() {
            return faults;
        }
    }

    /**
     * How times are written.
     *
     * @param zone of those without one; {@code null} = whoever imports says
     * @param none words that stand for no time
     * @param heartbeatsAfterStart whether a last heartbeat that equals the start is none
     */
    record TimeForms(
            List<String> patterns, String locale, ZoneId zone, Set<String> none, boolean heartbeatsAfterStart) {}

    /** What a row must be like to be an event of a kind, and when it was. A row can be several. */
    record EventRule(Event.Kind kind, Expression time, List<Condition> when) {}

    /**
     * How events or samples belong together.
     *
     * @param scope what a boot ends everything of
     * @param rules of events; empty for samples
     */
    record Grouping(Expression scope, Expression key, List<EventRule> rules, PairingRules pairing) {}

    /** How far samples of one session may lie apart, and how long a lone one lasts. */
    record SampleRule(Expression time, Duration gap, Duration lone) {}

    /** Which rows of the second array are presence signs of desktops, and what they say. */
    record Presence(List<Condition> filter, Map<String, Expression> fields) {
        void addColumns(Set<String> columns) {
            fields.values().forEach(field -> field.addColumns(columns));
            filter.forEach(condition -> columns.add(condition.column()));
        }
    }

    private final String description;
    private final Kind kind;
    private final List<Source> sources;
    private final Parts parts;
    private final UUID id;

    Mapping(UUID id, String description, Kind kind, List<Source> sources, Parts parts) {
        this.description = description;
        this.kind = kind;
        this.sources = sources;
        this.parts = parts;
        this.id = id;
    }

    /**
     * What is said of the rows themselves.
     *
     * @param presence {@code null} = the file has none
     */
    record Parts(
            TimeForms times,
            Set<String> none,
            List<Condition> filter,
            Map<String, Expression> fields,
            Grouping grouping,
            SampleRule samples,
            Presence presence) {}

    /**
     * Reads a document.
     *
     * @param document YAML, or JSON if it begins with a brace
     * @throws Invalid with all that is wrong in it
     */
    public static Mapping parse(String document) {
        return new MappingDocument(document).read();
    }

    /** The same for the same document; what it has paired goes on where it is the same. */
    UUID id() {
        return id;
    }

    /** One line about where the records come from. */
    public String description() {
        return description;
    }

    public Kind kind() {
        return kind;
    }

    /** How such a file may be written; at least one. */
    public List<Source> sources() {
        return sources;
    }

    /** The one of its sources that a file looks like, or the first. */
    public Source sourceOf(FileHead head) {
        return sources.stream().filter(source -> source.fits(head)).findFirst().orElse(sources.get(0));
    }

    /** Whether a file that begins like this looks like one of it. */
    public boolean fits(FileHead head) {
        return sources.stream().anyMatch(source -> source.fits(head));
    }

    /** The fields that rows cannot do without and do not have: somebody must say them. */
    public List<String> missing() {
        return kind == Kind.DESKTOPS || parts.fields.containsKey(MappingFields.DESKTOP)
                ? List.of()
                : List.of(MappingFields.DESKTOP);
    }

    Parts parts() {
        return parts;
    }

    /** All columns it names. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        parts.fields.values().forEach(field -> field.addColumns(columns));
        parts.filter.forEach(condition -> columns.add(condition.column()));
        if (parts.grouping != null) {
            parts.grouping.scope.addColumns(columns);
            parts.grouping.key.addColumns(columns);
            for (EventRule rule : parts.grouping.rules) {
                rule.time.addColumns(columns);
                rule.when.forEach(condition -> columns.add(condition.column()));
            }
        }
        if (parts.samples != null) {
            parts.samples.time.addColumns(columns);
        }
        return columns;
    }
}
