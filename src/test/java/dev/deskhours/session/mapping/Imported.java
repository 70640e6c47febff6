package dev.deskhours.session.mapping;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.deskhours.session.mapping.source.FileHead;

/** What a mapping makes of files. */
record Imported(
        String preset,
        List<Map<String, String>> records,
        List<Map<String, String>> signs,
        List<String> flaws,
        Map<String, Long> leftOut,
        long adjustedTimes) {
    /** Reads a file by the preset that it is recognised as. */
    static Imported recognised(Path file, String zone, Map<String, String> set) {
        try {
            return recognised(Files.readAllBytes(file), zone, set);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Imported recognised(byte[] file, String zone, Map<String, String> set) {
        String preset = Presets.recognise(head(file)).orElseThrow();
        return of(preset, Presets.mapping(preset), zone, set, List.of(file));
    }

    static Imported recognised(String file, String zone, Map<String, String> set) {
        return recognised(file.getBytes(StandardCharsets.UTF_8), zone, set);
    }

    /** Reads texts as files of one import. */
    static Imported of(Mapping mapping, String zone, Map<String, String> set, String... files) {
        List<byte[]> bodies = new ArrayList<>();
        for (String file : files) {
            bodies.add(file.getBytes(StandardCharsets.UTF_8));
        }
        return of("", mapping, zone, set, bodies);
    }

    static FileHead head(byte[] file) {
        try {
            return FileHead.of(new BufferedInputStream(new ByteArrayInputStream(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Imported of(
            String preset, Mapping mapping, String zone, Map<String, String> set, List<byte[]> files) {
        MappingSettings settings = MappingSettings.of(zone == null ? null : ZoneId.of(zone), set);
        List<MappedFile> opened = files.stream()
                .map(file -> new MappedFile("", mapping.sourceOf(head(file)), () -> new ByteArrayInputStream(file)))
                .toList();
        try (MappedRecords records = new MappedRecords(mapping, settings, opened)) {
            List<Map<String, String>> good = new ArrayList<>();
            List<Map<String, String>> signs = new ArrayList<>();
            records.giveSigns(sign -> signs.add(sign.fields()));
            List<String> flaws = new ArrayList<>();
            for (MappedRecords.Next next = records.next(); next != null; next = records.next()) {
                if (next.flaw() == null) {
                    good.add(next.fields());
                } else {
                    flaws.add(next.flaw());
                }
            }
            return new Imported(preset, good, signs, flaws, records.leftOut(), records.adjustedTimes());
        }
    }
}
