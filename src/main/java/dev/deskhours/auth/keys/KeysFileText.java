package dev.deskhours.auth.keys;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import dev.deskhours.auth.keys.KeysFile.KeysFileException;

/** The text of a keys file, changed in one place, so that all else stays as somebody wrote it: comments, order, quotes. */
final class KeysFileText {
    private static final int STEP = 2;

    private final String text;
    private final MappingNode root;

    /** @throws KeysFileException if it is no YAML mapping */
    KeysFileText(String text) throws KeysFileException {
        this.text = text;
        Node read = YamlDocument.read(text.getBytes(StandardCharsets.UTF_8));
        if (!(read instanceof MappingNode mapping)) {
            throw new KeysFileException("no fields");
        }
        this.root = mapping;
    }

    /**
     * With one more entry at the end of a list.
     *
     * @param fields the lines of the entry, as {@code name: value}
     */
    String with(String list, List<String> fields) {
        Optional<NodeTuple> there = tuple(list);
        if (there.isEmpty()) {
            return lineEnded(text) + list + ":\n" + entry(STEP, fields);
        }
        SequenceNode entries = (SequenceNode) there.get().getValueNode();
        if (entries.getFlowStyle() == FlowStyle.FLOW) {
            return withInFlow(entries, fields);
        }
        Node last = entries.getValue().get(entries.getValue().size() - 1);
        int after = lineEnd(end(last));
        return lineEnded(text.substring(0, after))
                + entry(entries.getStartMark().getColumn(), fields)
                + text.substring(after);
    }

    private String withInFlow(SequenceNode entries, List<String> fields) {
        int start = at(entries.getStartMark());
        if (entries.getValue().isEmpty()) {
            // What follows in the line, a comment perhaps, stays behind the name of the list.
            int after = lineEnd(at(entries.getEndMark()));
            String behind = text.substring(at(entries.getEndMark()), after);
            return lineEnded(text.substring(0, start).stripTrailing() + behind)
                    + entry(STEP, fields)
                    + text.substring(after);
        }
        int close = at(entries.getEndMark()) - 1;
        return text.substring(0, close).stripTrailing() + ", {" + String.join(", ", fields) + "}"
                + text.substring(close);
    }

    /** Without an entry of a list; comments within it go along, those around it stay. */
    String without(String list, int index) {
        NodeTuple tuple = tuple(list).orElseThrow();
        SequenceNode entries = (SequenceNode) tuple.getValueNode();
        if (entries.getValue().size() == 1) {
            return withoutTheOnly(tuple, entries);
        }
        Node entry = entries.getValue().get(index);
        if (entries.getFlowStyle() == FlowStyle.FLOW) {
            boolean last = index == entries.getValue().size() - 1;
            int from = last ? at(entries.getValue().get(index - 1).getEndMark()) : at(entry.getStartMark());
            int to = last
                    ? at(entry.getEndMark())
                    : at(entries.getValue().get(index + 1).getStartMark());
            return text.substring(0, from) + text.substring(to);
        }
        return text.substring(0, lineStart(dash(entry))) + text.substring(lineEnd(end(entry)));
    }

    private String withoutTheOnly(NodeTuple tuple, SequenceNode entries) {
        if (entries.getFlowStyle() == FlowStyle.FLOW) {
            return text.substring(0, at(entries.getStartMark()) + 1) + text.substring(at(entries.getEndMark()) - 1);
        }
        Node only = entries.getValue().get(0);
        int colon = text.indexOf(':', at(tuple.getKeyNode().getEndMark())) + 1;
        return text.substring(0, colon)
                + " []"
                + text.substring(colon, lineStart(dash(only)))
                + text.substring(lineEnd(end(only)));
    }

    /** What a field says in each entry of a list. */
    List<String> values(String list, String field) {
        return tuple(list).map(NodeTuple::getValueNode).map(SequenceNode.class::cast).stream()
                .flatMap(entries -> entries.getValue().stream())
                .map(entry -> value((MappingNode) entry, field).orElse(""))
                .toList();
    }

    private static Optional<String> value(MappingNode entry, String field) {
        return tuple(entry, field).map(tuple -> ((ScalarNode) tuple.getValueNode()).getValue());
    }

    private Optional<NodeTuple> tuple(String name) {
        return tuple(root, name);
    }

    private static Optional<NodeTuple> tuple(MappingNode mapping, String name) {
        return mapping.getValue().stream()
                .filter(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue().equals(name))
                .findFirst();
    }

    /** A block's own end is where the next thing begins, behind comments that are not its own. */
    private int end(Node node) {
        if (node instanceof CollectionNode<?> block && block.getFlowStyle() == FlowStyle.BLOCK) {
            Stream<Node> parts = node instanceof MappingNode mapping
                    ? mapping.getValue().stream().flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()))
                    : ((SequenceNode) node).getValue().stream();
            return parts.map(this::end).max(Comparator.naturalOrder()).orElseThrow();
        }
        return at(node.getEndMark());
    }

    private int dash(Node entry) {
        return text.lastIndexOf('-', at(entry.getStartMark()) - 1);
    }

    private int lineStart(int position) {
        return text.lastIndexOf('\n', position) + 1;
    }

    private int lineEnd(int position) {
        // Text of several lines ends where its last line has ended.
        if (position > 0 && text.charAt(position - 1) == '\n') {
            return position;
        }
        int end = text.indexOf('\n', position);
        return end < 0 ? text.length() : end + 1;
    }

    private int at(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static String lineEnded(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private static String entry(int indentation, List<String> fields) {
        String margin = " ".repeat(indentation);
        return margin + "- " + String.join("\n" + margin + "  ", fields) + "\n";
    }
}
