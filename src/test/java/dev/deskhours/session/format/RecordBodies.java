package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import dev.deskhours.session.record.IgnoredFields;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.record.SessionRules;

/** Bodies for the tests of reading, and reading them. The writers are other libraries than the readers. */
public final class RecordBodies {
    public static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    public static final Instant OLDEST_KEPT = Instant.parse("2026-05-01T00:00:00Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordBodies() {}

    public static RecordReader<SessionRecord> sessions(BodyFormat format, InputStream body) {
        return RecordReader.open(format, body, new SessionRules(NOW, OLDEST_KEPT), new IgnoredFields());
    }

    public static RecordReader<SessionRecord> sessions(BodyFormat format, String body) {
        return sessions(format, stream(body));
    }

    public static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    public static <T> List<T> readAll(RecordReader<T> reader) {
        List<T> records = new ArrayList<>();
        for (Optional<T> next = reader.next(); next.isPresent(); next = reader.next()) {
            records.add(next.get());
        }
        return records;
    }

    /** The message about the bad records of a body, empty if it has none. */
    public static String complaint(RecordReader<?> reader) {
        readAll(reader);
        return reader.badRecords().total() == 0 ? "" : reader.badRecords().message();
    }

    public static byte[] write(BodyFormat format, List<Map<String, String>> records) {
        String text =
                switch (format) {
                    case JSON -> json(records);
                    case NDJSON ->
                        records.stream().map(record -> json(record) + "\n").collect(Collectors.joining());
                    case CSV -> csv(records);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String csv(List<Map<String, String>> records) {
        Set<String> names = new LinkedHashSet<>(List.of("session_id", "desktop_id", "started_at"));
        records.forEach(record -> names.addAll(record.keySet()));
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(names);
            for (Map<String, String> record : records) {
                printer.printRecord(names.stream().map(record::get));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
