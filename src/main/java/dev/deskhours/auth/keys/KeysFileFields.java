package dev.deskhours.auth.keys;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import dev.deskhours.auth.keys.KeysFile.KeysFileException;
import dev.deskhours.web.TimeText;

/**
 * The fields of one mapping in a keys file, read strictly. A scalar is taken as it is written: a hash of digits alone is
 * no number here.
 */
final class KeysFileFields {
    private static final Set<Tag> WRITTEN_PLAINLY = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

    private final String place;
    private final Map<String, Node> values;

    private KeysFileFields(String place, Map<String, Node> values) {
        this.place = place;
        this.values = values;
    }

    /** @param place what the mapping is, for messages */
    static KeysFileFields of(Node node, String place, List<String> known) throws KeysFileException {
        KeysFileFields fields = new KeysFileFields(place + ", line " + line(node), new HashMap<>());
        if (!(node instanceof MappingNode mapping)) {
            throw fields.broken("no fields");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            fields.take(tuple, known);
        }
        return fields;
    }

    private void take(NodeTuple tuple, List<String> known) throws KeysFileException {
        Node key = tuple.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(name)) {
            throw broken("an unknown field in line " + line(key) + "; known are " + String.join(", ", known));
        }
        if (values.put(name, tuple.getValueNode()) != null) {
            throw broken(name + " is there twice");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The nodes of a list, none if it is absent. */
    List<Node> nodes(String name) throws KeysFileException {
        if (!has(name)) {
            return List.of();
        }
        if (!(values.get(name) instanceof SequenceNode list)) {
            throw broken(name + " is no list");
        }
        return list.getValue();
    }

    String text(String name) throws KeysFileException {
        if (!has(name)) {
            throw broken(name + " is missing");
        }
        return text(name, values.get(name));
    }

    Optional<String> optionalText(String name) throws KeysFileException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    Optional<Instant> optionalTime(String name) throws KeysFileException {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TimeText.parse(text(name)));
        } catch (DateTimeException wrong) {
            throw broken(name + " is no time such as " + TimeText.EXAMPLE);
        }
    }

    /** A list with something in it; the rule says what is wrong with an item that is not valid. */
    Set<String> texts(String name, Predicate<String> valid, String rule) throws KeysFileException {
        List<Node> nodes = nodes(name);
        if (nodes.isEmpty()) {
            throw broken(name + (has(name) ? " is empty" : " is missing"));
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Node node : nodes) {
            String text = text(name, node);
            if (!valid.test(text)) {
                throw broken(name + " " + rule);
            }
            texts.add(text);
        }
        return texts;
    }

    KeysFileException broken(String reason) {
        return new KeysFileException(place + ": " + reason);
    }

    private String text(String name, Node node) throws KeysFileException {
        if (!(node instanceof ScalarNode scalar)) {
            throw broken(name + " is no text");
        }
        String text = scalar.getValue();
        if (text.isBlank() || scalar.getTag().equals(Tag.NULL)) {
            throw broken(name + " is empty");
        }
        if (!WRITTEN_PLAINLY.contains(scalar.getTag())) {
            throw broken(name + " is no text");
        }
        if (!text.equals(text.strip()) || text.chars().anyMatch(Character::isISOControl)) {
            throw broken(name + " has white space around it, or control characters");
        }
        return text;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
