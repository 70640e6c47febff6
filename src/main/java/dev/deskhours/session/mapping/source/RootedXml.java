package dev.deskhours.session.mapping.source;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Elements one behind the other as one document: with one element around them, and no declaration inside. */
final class RootedXml extends Reader {
    private static final String DECLARATION = "<?xml";
    private static final int MAX_DECLARATION = 1024;

    private final Deque<Reader> parts;

    RootedXml(Reader body) throws IOException {
        PushbackReader rest = new PushbackReader(body, DECLARATION.length());
        skipDeclaration(rest);
        this.parts = new ArrayDeque<>(List.of(new StringReader("<Events>"), rest, new StringReader("</Events>")));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!parts.isEmpty()) {
            int read = parts.getFirst().read(target, offset, length);
            if (read >= 0) {
                return read;
            }
            parts.removeFirst();
        }
        return -1;
    }

    /** Whoever opened the body closes it. */
    @Override
    public void close() {}

    private static void skipDeclaration(PushbackReader body) throws IOException {
        char[] first = new char[DECLARATION.length()];
        int length = 0;
        for (int read = 0; read >= 0 && length < first.length; length += Math.max(read, 0)) {
            read = body.read(first, length, first.length - length);
        }
        if (!new String(first, 0, length).equals(DECLARATION)) {
            body.unread(first, 0, length);
            return;
        }
        int next = body.read();
        for (int skipped = 0; next >= 0 && next != '>' && skipped < MAX_DECLARATION; skipped++) {
            next = body.read();
        }
    }
}
