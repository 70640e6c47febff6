package dev.deskhours.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code psql} on a database. */
record Psql(Tool tool, Database database) {
    private static final Pattern TIME = Pattern.compile("Time: ([0-9.]+) ms");

    static Psql on(Database database) {
        return new Psql(Tool.find("psql"), database);
    }

    /** Runs one command, and gives the seconds that {@code psql} itself says it took, without its own start. */
    double seconds(String command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(database.connectionOptions());
        arguments.addAll(
                List.of("-X", "-v", "ON_ERROR_STOP=1", "-d", database.name(), "-c", "\\timing on", "-c", command));
        String output = tool.run(Map.of("LC_ALL", "C"), arguments.toArray(String[]::new));
        Matcher time = TIME.matcher(output);
        if (!time.find()) {
            throw new AssertionError(output);
        }
        return Double.parseDouble(time.group(1)) / 1_000;
    }
}
