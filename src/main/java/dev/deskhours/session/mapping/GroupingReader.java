package dev.deskhours.session.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.deskhours.session.mapping.Expression.Constant;
import dev.deskhours.session.mapping.Mapping.EventRule;
import dev.deskhours.session.mapping.Mapping.Grouping;
import dev.deskhours.session.mapping.Mapping.Kind;
import dev.deskhours.session.mapping.Mapping.SampleRule;
import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.PairingRules;
import dev.deskhours.session.mapping.pairing.PairingRules.OpenMeetsOpen;
import dev.deskhours.session.mapping.pairing.PairingRules.Orphans;

/** Reads how events or samples of a document belong together. */
final class GroupingReader {
    private static final Set<String> EVENTS =
            Set.of("time", "scope", "key", "rules", "open_meets_open", "close_without_open");
    private static final Set<String> SAMPLES = Set.of("time", "scope", "key", "gap", "lone");

    private final DocumentNode root;
    private final Kind kind;
    private final ExpressionReader expressions;

    GroupingReader(DocumentNode root, Kind kind, ExpressionReader expressions) {
        this.root = root;
        this.kind = kind;
        this.expressions = expressions;
    }

    /** {@code null} for kinds whose rows stand alone. */
    Grouping grouping() {
        refuseOther("events", Kind.EVENTS);
        refuseOther("samples", Kind.SAMPLES);
        if (kind != Kind.EVENTS && kind != Kind.SAMPLES) {
            return null;
        }
        DocumentNode node = node();
        node.allow("part of it", kind == Kind.EVENTS ? EVENTS : SAMPLES);
        if (!node.has("scope") && !node.has("key")) {
            node.fault("must say the key of a session, or its scope, or both");
        }
        return new Grouping(part(node, "scope"), part(node, "key"), rules(node), pairing(node));
    }

    /** {@code null} unless rows are samples. */
    SampleRule samples() {
        if (kind != Kind.SAMPLES) {
            return null;
        }
        DocumentNode node = node();
        if (!node.has("time") || !node.has("gap")) {
            node.fault("must say time and gap");
        }
        return new SampleRule(
                part(node, "time"),
                node.part("gap").read(Durations::parse, "duration like 00:10:00 or PT10M", Duration.ZERO),
                node.part("lone").read(Durations::parse, "duration like 00:05:00 or PT5M", Duration.ZERO));
    }

    private DocumentNode node() {
        return root.part(kind == Kind.EVENTS ? "events" : "samples");
    }

    private void refuseOther(String name, Kind owner) {
        if (root.has(name) && kind != owner) {
            root.part(name).fault("is only for 'kind: " + name + "'");
        }
    }

    private Expression part(DocumentNode node, String name) {
        return node.has(name) ? expressions.read(node.part(name)) : new Constant("");
    }

    private List<EventRule> rules(DocumentNode node) {
        List<EventRule> rules = new ArrayList<>();
        for (DocumentNode rule : node.part("rules").items()) {
            rule.allow("part of a rule", Set.of("is", "time", "when"));
            if (!rule.has("is")) {
                rule.fault("must say what the event is");
            }
            rules.add(new EventRule(
                    rule.part("is").constant(Event.Kind.class, Event.Kind.OPEN),
                    time(rule, node),
                    expressions.conditions(rule.part("when"))));
        }
        if (kind == Kind.EVENTS && rules.isEmpty()) {
            node.fault("must have rules: which rows open, which close");
        }
        return rules;
    }

    private Expression time(DocumentNode rule, DocumentNode node) {
        if (!rule.has("time") && !node.has("time")) {
            rule.fault("must say the time of the event");
        }
        return part(rule.has("time") ? rule : node, "time");
    }

    private static PairingRules pairing(DocumentNode node) {
        return new PairingRules(
                node.part("open_meets_open").constant(OpenMeetsOpen.class, OpenMeetsOpen.LOST),
                node.part("close_without_open").constant(Orphans.class, Orphans.LEAVE_OUT));
    }
}
