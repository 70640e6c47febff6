package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Where outcomes are kept: raw as JSON, as a table, and in the documents. */
record Report(Path directory, Path documents) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Leaves {@code <size>.json} and {@code <size>.md}. */
    void keep(Outcome outcome) throws IOException {
        Files.createDirectories(directory);
        JSON.writeValue(json(directory, outcome.size()).toFile(), outcome);
        Files.writeString(directory.resolve(outcome.size() + ".md"), new MarkdownTable(outcome).text());
    }

    /**
     * Brings a table of performance.md, its raw numbers and the picture of growth up to date.
     *
     * @param table its name there
     */
    void publish(Outcome outcome, String table) throws IOException {
        Path raw = Files.createDirectories(documents.resolve("bench"));
        Files.copy(json(directory, outcome.size()), raw.resolve(table + ".json"), StandardCopyOption.REPLACE_EXISTING);
        Path performance = documents.resolve("performance.md");
        String replaced = MarkedSection.of("bench " + table)
                .replacedIn(Files.readString(performance), new MarkdownTable(outcome).text());
        Files.writeString(performance, replaced);
        Files.writeString(documents.resolve("growth.svg"), new GrowthPlot(read(raw)).svg());
    }

    /** The outcomes that are kept in a directory, smallest size first. */
    static List<Outcome> read(Path directory) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Size size : Size.values()) {
            if (Files.exists(json(directory, size))) {
                outcomes.add(JSON.readValue(json(directory, size).toFile(), Outcome.class));
            }
        }
        return outcomes;
    }

    private static Path json(Path directory, Size size) {
        return directory.resolve(size + ".json");
    }
}
