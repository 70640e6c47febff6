package dev.deskhours.session.mapping.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

import dev.deskhours.session.format.HeaderLine;
import dev.deskhours.web.strict.NearestName;

/**
 * The header row of delimited text.
 *
 * @param linesBefore lines of the file before it
 */
record CsvHeader(List<String> names, char delimiter, long linesBefore) {
    /** Windows PowerShell writes the type of the rows above the header row. */
    private static final String POWERSHELL_TYPE = "#TYPE ";

    /** Reads the text up to the end of the header row. */
    static CsvHeader read(Source source, DecodedText text) {
        long before = 0;
        String line = text.line();
        while (line != null && (before < source.skippedLines() || line.isBlank() || line.startsWith(POWERSHELL_TYPE))) {
            before++;
            line = text.line();
        }
        if (line == null) {
            throw new SourceException("the file has no header row");
        }
        return of(line, source, before);
    }

    /** The columns of a header row, by whichever delimiter it has most of where the mapping names none. */
    static CsvHeader of(String line, Source source, long linesBefore) {
        char delimiter = source.delimiter() == null ? HeaderLine.delimiter(line) : source.delimiter();
        List<String> names = cells(line, delimiter, source.quote());
        return new CsvHeader(names, delimiter, linesBefore);
    }

    /** @throws SourceException if the line is no row */
    static List<String> cells(String line, char delimiter, char quote) {
        try {
            return CsvReader.builder().fieldSeparator(delimiter).quoteCharacter(quote).ofCsvRecord(line).stream()
                    .flatMap(row -> row.getFields().stream())
                    .map(String::strip)
                    .toList();
        } catch (CsvParseException wrong) {
            throw new SourceException("the header row is malformed CSV: a quote stands in the middle of a field");
        }
    }

    boolean hasAll(List<String> columns) {
        List<String> keys = names.stream().map(CsvTable::key).toList();
        return columns.stream().allMatch(column -> keys.contains(CsvTable.key(column)));
    }

    /** @throws SourceException that names each column that is missing, twice there or one too many */
    void check(Source source, Set<String> columns) {
        List<String> faults = new ArrayList<>();
        String oneColumn = names.size() == 1 && columns.size() > 1 ? HeaderLine.oneColumn(names.get(0)) : "";
        if (!oneColumn.isEmpty()) {
            throw new SourceException("the header row has " + oneColumn);
        }
        for (String column : columns) {
            if (!source.optional().contains(column) && !hasAll(List.of(column))) {
                faults.add("has no column '" + column + "'" + NearestName.hint(column, names));
            }
        }
        Set<String> known =
                new LinkedHashSet<>(columns.stream().map(CsvTable::key).toList());
        Set<String> met = new LinkedHashSet<>();
        for (String name : names) {
            addUnknown(source, columns, known, name, faults);
            if (known.contains(CsvTable.key(name)) && !met.add(CsvTable.key(name))) {
                faults.add("has the column '" + name + "' twice");
            }
        }
        if (!faults.isEmpty()) {
            throw new SourceException("the header row " + String.join("; ", faults));
        }
    }

    private static void addUnknown(
            Source source, Set<String> columns, Set<String> known, String name, List<String> faults) {
        if (source.closed() && !name.isEmpty() && !known.contains(CsvTable.key(name))) {
            faults.add("has '" + name + "', which is no field" + NearestName.hint(name, columns));
        }
    }
}
