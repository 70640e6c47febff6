package dev.deskhours.cli.remote;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.deskhours.session.record.RecordFields;
import dev.deskhours.session.record.RecordRules;

/** Makes of each record that is good a line of NDJSON, with the texts as they are. */
final class SentLines<T> implements RecordRules<byte[]> {
    private final RecordRules<T> rules;

    SentLines(RecordRules<T> rules) {
        this.rules = rules;
    }

    @Override
    public List<String> fields() {
        return rules.fields();
    }

    @Override
    public List<String> required() {
        return rules.required();
    }

    @Override
    public byte[] read(RecordFields fields) {
        rules.read(fields);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        for (String name : fields()) {
            String text = fields.text(name);
            if (text != null) {
                line.put(name, text);
            }
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
