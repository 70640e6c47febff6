package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What the PostgreSQL programs print: a file of the last start, and one of the start before it. */
record ServerLog(Path file) {
    private static final int TAIL_BYTES = 2_000;

    static ServerLog in(Path directory) {
        return new ServerLog(directory.resolve("postgresql.log"));
    }

    void rotate() {
        if (Files.notExists(file)) {
            return;
        }
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DatabaseStartException("Cannot rename " + file + ": " + e, e);
        }
    }

    String tail() {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            byte[] bytes = Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(no output)";
        }
    }
}
