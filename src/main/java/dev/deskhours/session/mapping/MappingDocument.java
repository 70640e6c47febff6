package dev.deskhours.session.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

import dev.deskhours.session.mapping.Mapping.Kind;
import dev.deskhours.session.mapping.Mapping.TimeForms;
import dev.deskhours.session.mapping.source.Source;
import dev.deskhours.web.strict.NearestName;

/** A mapping as it is written, on its way to be one. */
final class MappingDocument {
    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int MAX_DEPTH = 20;
    private static final String PRESENCE = "presence";
    private static final Set<String> PARTS = Set.of(
            "description", "source", "none", "times", "filter", "kind", "fields", "events", "samples", "presence");

    /** Some systems fill the last heartbeat in at the start. */
    private enum Heartbeats {
        FROM_START,
        AFTER_START
    }

    private final List<String> faults = new ArrayList<>();
    private final String document;
    private final DocumentNode root;
    private final ExpressionReader expressions = new ExpressionReader();

    MappingDocument(String document) {
        this.document = document;
        this.root = new DocumentNode(tree(document), "", faults);
    }

    Mapping read() {
        root.allow("part of a mapping", PARTS);
        Kind kind = root.part("kind").constant(Kind.class, Kind.SESSIONS);
        List<Source> sources = SourceReader.read(
                root.part("source"), root.part("presence").part("path").text(null));
        GroupingReader groupings = new GroupingReader(root, kind, expressions);
        Mapping.Parts parts = new Mapping.Parts(
                times(root.part("times")),
                new LinkedHashSet<>(root.part("none").texts()),
                expressions.conditions(root.part("filter")),
                fields(kind),
                groupings.grouping(),
                groupings.samples(),
                presence(kind));
        refuseIfAny();
        Mapping mapping = new Mapping(id(kind), root.part("description").text(""), kind, sources, parts);
        checkGroups(mapping);
        refuseIfAny();
        return mapping;
    }

    /** Of the document, and of what events keep: another program may keep something else. */
    private UUID id(Kind kind) {
        String kept = document + '\n' + GroupedRecords.valueNames(kind);
        return UUID.nameUUIDFromBytes(kept.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Expression> fields(Kind kind) {
        DocumentNode node = root.part("fields");
        node.allow("field of " + kind.name().toLowerCase(java.util.Locale.ROOT), MappingFields.of(kind));
        Map<String, Expression> fields = expressions(node);
        if (kind == Kind.SESSIONS && !fields.containsKey(MappingFields.START)) {
            node.fault("must say " + MappingFields.START);
        }
        if (kind == Kind.DESKTOPS && !fields.containsKey(MappingFields.DESKTOP)) {
            node.fault("must say " + MappingFields.DESKTOP);
        }
        return fields;
    }

    /** {@code null} if the file has none. */
    private Mapping.Presence presence(Kind kind) {
        DocumentNode node = root.part(PRESENCE);
        if (!root.has(PRESENCE)) {
            return null;
        }
        if (kind != Kind.SESSIONS) {
            node.fault("is only for 'kind: sessions'");
        }
        node.allow("part of it", Set.of("path", "filter", "fields"));
        return new Mapping.Presence(expressions.conditions(node.part("filter")), signFields(node));
    }

    private Map<String, Expression> signFields(DocumentNode presence) {
        DocumentNode node = presence.part("fields");
        node.allow("field of presence signs", new LinkedHashSet<>(MappingFields.SIGNS));
        MappingFields.SIGNS_REQUIRED.stream()
                .filter(name -> !node.has(name))
                .forEach(name -> node.fault("must say " + name));
        if (presence.part("path").text("").isEmpty()) {
            presence.fault("must say the path to the array of signs");
        }
        return expressions(node);
    }

    private Map<String, Expression> expressions(DocumentNode node) {
        Map<String, Expression> read = new LinkedHashMap<>();
        node.entries().forEach((name, field) -> read.put(name, expressions.read(field)));
        return read;
    }

    private static TimeForms times(DocumentNode node) {
        node.allow("part of times", Set.of("patterns", "locale", "zone", "none", "heartbeats"));
        List<String> patterns = node.part("patterns").texts();
        String locale = node.part("locale").text("en");
        for (DocumentNode pattern : node.part("patterns").items()) {
            pattern.read(text -> Times.TimePattern.of(text, locale), "pattern of a time", null);
        }
        return new TimeForms(
                patterns.isEmpty() ? List.of(Times.TimePattern.ISO) : patterns,
                locale,
                node.part("zone").read(ZoneId::of, "time zone like Europe/Oslo", null),
                new LinkedHashSet<>(node.part("none").texts()),
                node.part("heartbeats").constant(Heartbeats.class, Heartbeats.FROM_START) == Heartbeats.AFTER_START);
    }

    /** Lines have the columns that their expression names, and no others. */
    private void checkGroups(Mapping mapping) {
        for (Source source : mapping.sources()) {
            Set<String> groups =
                    source.pattern() == null ? Set.of() : source.pattern().groups();
            for (String column : groups.isEmpty() ? Set.<String>of() : mapping.columns()) {
                if (!groups.contains(column)
                        && !MappingFields.of(mapping.kind()).contains(column)) {
                    faults.add("'" + column + "' is no group of the pattern" + NearestName.hint(column, groups));
                }
            }
        }
    }

    private void refuseIfAny() {
        if (!faults.isEmpty()) {
            throw new Mapping.Invalid(faults);
        }
    }

    private static Object tree(String document) {
        if (document.length() > MAX_CHARACTERS) {
            throw new Mapping.Invalid(List.of("the document is longer than " + MAX_CHARACTERS + " characters"));
        }
        try {
            Object tree = document.stripLeading().startsWith("{") ? json(document) : yaml(document);
            if (!(tree instanceof Map)) {
                throw new Mapping.Invalid(List.of("the document must have names, like 'source' and 'fields'"));
            }
            return tree;
        } catch (YAMLException | IOException wrong) {
            throw new Mapping.Invalid(List.of("the document is malformed: " + wrong.getMessage()));
        }
    }

    private static Object json(String document) throws IOException {
        return new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .readValue(document, Object.class);
    }

    /** Every scalar stays the text it is: {@code 4624} and {@code yes} are values of columns. */
    private static Object yaml(String document) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        DumperOptions dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Texts())
                .load(document);
    }

    private static final class Texts extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: a scalar without a tag is a text.
        }
    }
}
