package dev.deskhours.auth.keys;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

import dev.deskhours.auth.keys.KeysFile.KeysFileException;

/** A YAML file as nodes; nothing is constructed from them, whatever tags the file has. */
final class YamlDocument {
    /** Bytes; far more than ten thousand keys need. */
    static final int MAX_BYTES = 4 << 20;

    private static final int MAX_DEPTH = 10;

    private YamlDocument() {}

    static Node read(byte[] content) throws KeysFileException {
        String text = text(content);
        try {
            Node root = composer(text).getSingleNode();
            if (root == null) {
                throw new KeysFileException("empty");
            }
            return root;
        } catch (MarkedYAMLException wrong) {
            // Its own message quotes the line, and the line may hold a secret.
            throw new KeysFileException("no YAML" + place(wrong.getProblemMark()));
        } catch (YAMLException wrong) {
            throw new KeysFileException("no YAML");
        }
    }

    private static String text(byte[] content) throws KeysFileException {
        if (content.length > MAX_BYTES) {
            throw new KeysFileException("longer than " + MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new KeysFileException("not UTF-8");
        }
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_BYTES);
        return new Composer(new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options);
    }

    private static String place(Mark mark) {
        return mark == null ? "" : " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
