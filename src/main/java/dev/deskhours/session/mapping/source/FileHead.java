package dev.deskhours.session.mapping.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

import com.google.re2j.Pattern;

import dev.deskhours.session.format.Encodings;

/** The first kilobytes of a file, by which it is recognised. */
public final class FileHead {
    private static final int BYTES = 64 * 1024;

    private static final Pattern JSON = Pattern.compile("^\\s*(\\{|\\[\\s*[\\]{])");
    private static final Pattern ZONE = Pattern.compile("T.*(Z|[+-][0-9]{2}:[0-9]{2})$");

    private final byte[] bytes;
    private final String text;

    private FileHead(byte[] bytes) {
        this.bytes = bytes;
        Charset charset = Encodings.charset(bytes);
        String decoded = new String(bytes, charset);
        this.text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    /** Looks at a file and leaves it as it was. */
    public static FileHead of(BufferedInputStream body) throws IOException {
        body.mark(BYTES);
        byte[] first = body.readNBytes(BYTES);
        body.reset();
        return new FileHead(first);
    }

    /**
     * Whether it is a table of our own (docs/spec/api.md, Sessions in): commas, and times with a zone, where there is a row.
     */
    public boolean isOwnTable() {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(2).toList();
        if (lines.isEmpty() || isJson() || isXml()) {
            return false;
        }
        List<String> names = cells(lines.get(0));
        int start = names.indexOf("started_at");
        return names.contains("session_id") && start >= 0 && (lines.size() == 1 || hasZone(cells(lines.get(1)), start));
    }

    private static boolean hasZone(List<String> row, int column) {
        return column < row.size() && ZONE.matcher(row.get(column)).find();
    }

    private static List<String> cells(String line) {
        try {
            return CsvHeader.cells(line, ',', '"');
        } catch (SourceException noRow) {
            return List.of();
        }
    }

    boolean hasColumns(Source source, List<String> columns) {
        if (isXml() || isJson() || text.indexOf('\0') >= 0) {
            return false;
        }
        return text.lines()
                .skip(source.skippedLines())
                .filter(line -> !line.isBlank() && !line.startsWith("#TYPE "))
                .findFirst()
                .filter(line -> isHeader(line, source, columns))
                .isPresent();
    }

    private static boolean isHeader(String line, Source source, List<String> columns) {
        try {
            return CsvHeader.of(line, source, 0).hasAll(columns);
        } catch (SourceException noRow) {
            return false;
        }
    }

    boolean hasNames(List<String> names) {
        return isJson() && names.stream().allMatch(name -> text.contains('"' + name + '"'));
    }

    boolean hasTexts(List<String> texts) {
        return texts.stream().allMatch(text::contains);
    }

    boolean hasLine(LinePattern pattern) {
        return !isXml() && !isJson() && text.lines().anyMatch(line -> pattern.in(line) != null);
    }

    boolean isXml() {
        return text.stripLeading().startsWith("<");
    }

    boolean isWtmp() {
        return WtmpRows.isRecord(bytes, bytes.length);
    }

    /** A log line begins with a bracket, too. */
    private boolean isJson() {
        return JSON.matcher(text).find();
    }
}
