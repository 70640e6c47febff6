package dev.deskhours.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What is in an exported file, added up.
 *
 * @param activeDays, usage and logins of all desktops
 * @param inOrder whether usage never grows from one line to the next
 */
record ExportedFile(long rows, long activeDays, long usageSeconds, long logins, boolean inOrder) {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    static ExportedFile read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                CSVParser rows = FORMAT.parse(text)) {
            ExportedFile sum = new ExportedFile(0, 0, 0, 0, true);
            long before = Long.MAX_VALUE;
            for (CSVRecord row : rows) {
                long usage = Long.parseLong(row.get("desktop_usage"));
                sum = sum.plus(row, usage, usage <= before);
                before = usage;
            }
            return sum;
        }
    }

    DayTotals totals() {
        return new DayTotals(activeDays, usageSeconds, logins);
    }

    private ExportedFile plus(CSVRecord row, long usage, boolean ordered) {
        return new ExportedFile(
                rows + 1,
                activeDays + Long.parseLong(row.get("active_days")),
                usageSeconds + usage,
                logins + Long.parseLong(row.get("logins")),
                inOrder && ordered);
    }
}
