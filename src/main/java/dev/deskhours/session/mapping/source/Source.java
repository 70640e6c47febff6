package dev.deskhours.session.mapping.source;

import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * How the rows of a foreign file are written.
 *
 * @param form what the file is
 * @param delimiter of {@link Form#CSV}; {@code null} = whichever of {@code , ; TAB |} the header row has most of
 * @param quote of {@link Form#CSV}
 * @param skippedLines of {@link Form#CSV}: lines before the header row
 * @param path of {@link Form#JSON}: names with dots between them that lead to the array; empty = the document itself
 * @param signPath of {@link Form#JSON}: leads to a second array, of presence signs; {@code null} = there is none
 * @param pattern of {@link Form#LINES}: RE2, with a named group for each column
 * @param recognisedBy what the first kilobytes of such a file have, all of it: columns, names, or texts
 * @param optional columns that a file may lack
 * @param closed whether a column that the mapping does not name is refused
 */
public record Source(
        Form form,
        Character delimiter,
        char quote,
        int skippedLines,
        String path,
        String signPath,
        LinePattern pattern,
        List<String> recognisedBy,
        Set<String> optional,
        boolean closed) {
    /** The shapes of files. */
    public enum Form {
        CSV,
        JSON,
        NDJSON,
        LINES,
        WTMP,
        EVENT_XML
    }

    /**
     * Opens a file.
     *
     * @param body plain bytes; the caller closes it
     * @param columns that matter; others are not kept
     */
    public Rows open(InputStream body, Set<String> columns) {
        return switch (form) {
            case CSV -> new CsvTable(this, new DecodedText(body), columns);
            case JSON, NDJSON -> new JsonRows(new DecodedText(body), path, signPath, columns);
            case LINES -> new LineRows(new DecodedText(body), pattern);
            case WTMP -> new WtmpRows(body);
            case EVENT_XML -> new EventXmlRows(new DecodedText(body), columns);
        };
    }

    /** Whether a file that begins with these bytes looks like one of this source. */
    public boolean fits(FileHead head) {
        return switch (form) {
            case CSV -> head.hasColumns(this, recognisedBy);
            case JSON, NDJSON -> head.hasNames(recognisedBy);
            case LINES -> head.hasLine(pattern) && head.hasTexts(recognisedBy);
            case WTMP -> head.isWtmp();
            case EVENT_XML -> head.isXml() && head.hasTexts(recognisedBy);
        };
    }
}
