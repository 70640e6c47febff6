package dev.deskhours.export.render;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.testing.Settings;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What each format holds, as readers see it that know nothing of the writers. */
class FormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CoveredDays NOVEMBER = new CoveredDays(
            LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 11, 20),
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-21T00:00:00Z"));
    private static final ExportConfig CONFIG = Settings.of(ExportConfig.class, Map.of());

    private static final List<DesktopUsage> DESKTOPS = List.of(
            desktop("d1", "=1+1", "pool 1", 46_818, Instant.parse("2026-11-20T21:00:00Z")),
            desktop("d2", null, null, 0, null),
            desktop("d3", "a\"b,c;d\te|f\r\ng", "  outer  ", 3_618, Instant.parse("2026-11-01T00:00:00.500Z")),
            desktop("d4", "日本語 🖥 é <b>&amp;</b> ]]>", "@cmd", 180L * 86_400, Instant.parse("1970-01-01T00:00:00Z")),
            desktop("d5", "\u0001\u001f_x0041_", "'quoted'", 17, Instant.parse("2026-11-19T23:59:59Z")));

    @TempDir
    Path directory;

    private static DesktopUsage desktop(String id, String name, String pool, long usage, Instant lastUse) {
        return new DesktopUsage(id, name, pool, pool, "0", "sid", "user", usage, 10_800, 0, 1, 3, lastUse);
    }

    @Test
    void jsonLinesHoldNumbersAndLeaveOutWhatIsAbsent() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : text(write(form("format", "jsonl"), DESKTOPS)).split("\n")) {
            rows.add(JSON.readTree(line));
        }
        assertThat(rows).hasSameSizeAs(DESKTOPS);
        for (int i = 0; i < DESKTOPS.size(); i++) {
            DesktopUsage desktop = DESKTOPS.get(i);
            assertThat(rows.get(i).path("resource_name").textValue()).isEqualTo(desktop.resourceName());
            assertThat(rows.get(i).path("desktop_usage").isIntegralNumber()).isTrue();
            assertThat(rows.get(i).path("desktop_usage").longValue()).isEqualTo(desktop.usageSeconds());
            assertThat(rows.get(i).path("desktop_usage_hours").doubleValue())
                    .isCloseTo(desktop.usageSeconds() / 3600.0, within(0.0051));
            assertThat(rows.get(i).has("last_used_at")).isEqualTo(desktop.lastUsedAt() != null);
            assertThat(rows.get(i).path("period_end").textValue()).isEqualTo("2026-11-20");
        }
        assertThat(rows.get(1).has("resource_name")).isFalse();
        assertThat(rows.get(2).path("last_used_at").textValue()).isEqualTo("2026-11-01T00:00:00Z");
    }

    @Test
    void workbookHoldsNumbersTimesAndTextThatIsOnlyText() throws IOException {
        try (XSSFWorkbook workbook =
                new XSSFWorkbook(new ByteArrayInputStream(write(form("format", "xlsx"), DESKTOPS)))) {
            Sheet sheet = workbook.getSheetAt(0);
            assertThat(workbook.getNumberOfSheets()).isOne();
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
            assertThat(sheet.getLastRowNum()).isEqualTo(DESKTOPS.size());
            Map<String, Integer> columns = new HashMap<>();
            sheet.getRow(0).forEach(cell -> columns.put(cell.getStringCellValue(), cell.getColumnIndex()));
            assertThat(columns).containsKeys("resource_id", "period_end").hasSize(15);
            for (int i = 0; i < DESKTOPS.size(); i++) {
                assertRow(DESKTOPS.get(i), sheet.getRow(i + 1), columns);
            }
        }
    }

    private static void assertRow(DesktopUsage desktop, Row row, Map<String, Integer> columns) {
        if (desktop.resourceName() == null) {
            assertThat(row.getCell(columns.get("resource_name"))).isNull();
        } else if (!desktop.resourceId().equals("d5")) {
            assertThat(row.getCell(columns.get("resource_name")).getCellType()).isEqualTo(CellType.STRING);
            assertThat(row.getCell(columns.get("resource_name"))
                            .getStringCellValue()
                            .replace("\r\n", "\n"))
                    .isEqualTo(desktop.resourceName().replace("\r\n", "\n"));
        }
        assertThat(row.getCell(columns.get("desktop_usage")).getNumericCellValue())
                .isEqualTo((double) desktop.usageSeconds());
        assertThat(row.getCell(columns.get("desktop_usage_hours")).getNumericCellValue())
                .isCloseTo(desktop.usageSeconds() / 3600.0, within(0.0051));
        var lastUse = row.getCell(columns.get("last_used_at"));
        if (desktop.lastUsedAt() == null) {
            assertThat(lastUse.getCellType()).isEqualTo(CellType.BLANK);
        } else {
            assertThat(DateUtil.isCellDateFormatted(lastUse)).isTrue();
            assertThat(lastUse.getLocalDateTimeCellValue().withNano(0))
                    .isEqualTo(LocalDateTime.ofInstant(desktop.lastUsedAt(), ZoneOffset.UTC)
                            .withNano(0));
        }
        assertThat(row.getCell(columns.get("period_start"))
                        .getLocalDateTimeCellValue()
                        .toLocalDate())
                .isEqualTo(NOVEMBER.first());
    }

    @Test
    void whatDoesNotFitIntoSheetsAndCellsGoesOnOrIsCut() throws IOException {
        Path file = directory.resolve("large.xlsx");
        List<TableWriter.Column> columns = List.of(new TableWriter.Column("n", TableWriter.Column.Type.NUMBER));
        int rows = XlsxWriter.MAX_ROWS + 10;
        try (OutputStream out = Files.newOutputStream(file)) {
            XlsxWriter table = new XlsxWriter(out, columns);
            for (int i = 0; i < rows; i++) {
                table.number(i).endRow();
            }
            table.finish();
        }
        assertThat(rowsOf(file, "xl/worksheets/sheet1.xml")).isEqualTo(XlsxWriter.MAX_ROWS);
        assertThat(rowsOf(file, "xl/worksheets/sheet2.xml")).isEqualTo(rows - XlsxWriter.MAX_ROWS + 2);

        // Such a text packs well, which the reader takes for an attack.
        ZipSecureFile.setMinInflateRatio(0.001);
        String longText = "🖥".repeat(XlsxWriter.MAX_TEXT);
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(
                write(form("format", "xlsx"), List.of(desktop("d", longText, null, 0, null)))))) {
            String cell = workbook.getSheetAt(0).getRow(1).getCell(1).getStringCellValue();
            assertThat(cell).hasSize(XlsxWriter.MAX_TEXT - 1);
            assertThat(longText).startsWith(cell);
        }
    }

    private static int rowsOf(Path file, String sheet) throws IOException {
        byte[] mark = "<row ".getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        int matched = 0;
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream xml = zip.getInputStream(zip.getEntry(sheet))) {
            byte[] buffer = new byte[1 << 16];
            for (int read = xml.read(buffer); read >= 0; read = xml.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    matched = buffer[i] == mark[matched] ? matched + 1 : buffer[i] == mark[0] ? 1 : 0;
                    if (matched == mark.length) {
                        found++;
                        matched = 0;
                    }
                }
            }
        }
        return found;
    }

    @Test
    void spreadsheetOfEuropeGetsWhatItWants() throws IOException {
        byte[] file = write(form("excel", "true"), DESKTOPS);
        assertThat(Arrays.copyOf(file, 3)).isEqualTo(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        String csv = text(file).substring(1);
        assertThat(csv).startsWith("resource_id;resource_name;").contains(";46818;13,01;");
        assertThat(CsvReader.builder().fieldSeparator(';').ofCsvRecord(csv).stream()
                        .skip(1)
                        .map(row -> row.getField(1)))
                .containsExactly(
                        "'=1+1",
                        "",
                        DESKTOPS.get(2).resourceName(),
                        DESKTOPS.get(3).resourceName(),
                        DESKTOPS.get(4).resourceName());
        String comma = text(write(form("decimal_comma", "true"), DESKTOPS.subList(0, 1)));
        assertThat(comma).contains(",46818,\"13,01\",");
    }

    @Test
    void compressedFileIsTheSameFile() throws IOException {
        for (String format : List.of("csv", "jsonl")) {
            byte[] compressed = write(form("format", format, "gzip", "true"), DESKTOPS);
            try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
                assertThat(plain.readAllBytes()).isEqualTo(write(form("format", format), DESKTOPS));
            }
        }
        assertThat(form("format", "csv", "gzip", "true").extension()).isEqualTo(".csv.gz");
    }

    /** But for a workbook's own note of when it was made, which its library does not let be set. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void sameDataGivesTheSameBytes(ExportFormat format) throws IOException, InterruptedException {
        List<String> first = parts(format);
        // What holds a time of its making would show it when the second has changed.
        long second = System.currentTimeMillis() / 1000;
        while (System.currentTimeMillis() / 1000 < second + 2) {
            Thread.onSpinWait();
        }
        assertThat(parts(format)).isEqualTo(first);
    }

    private List<String> parts(ExportFormat format) throws IOException {
        byte[] file = write(form("format", format.toString()), DESKTOPS);
        if (format != ExportFormat.XLSX) {
            return List.of(new String(file, StandardCharsets.ISO_8859_1));
        }
        Path workbook = Files.write(directory.resolve("workbook.xlsx"), file);
        List<String> parts = new ArrayList<>();
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.getName().equals("docProps/core.xml")) {
                    parts.add(entry.getName()
                            + entry.getTime()
                            + text(zip.getInputStream(entry).readAllBytes()));
                }
            }
        }
        return parts;
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void nothingIsAFileToo(ExportFormat format) throws IOException {
        Path file = directory.resolve("empty." + format);
        Files.write(file, write(form("format", format.toString()), List.of()));
        switch (format) {
            case CSV ->
                assertThat(Files.readString(file)).startsWith("resource_id,").endsWith("period_end\r\n");
            case JSONL -> assertThat(file).isEmptyFile();
            case XLSX -> {
                try (XSSFWorkbook workbook = new XSSFWorkbook(Files.newInputStream(file))) {
                    assertThat(workbook.getSheetAt(0).getLastRowNum()).isZero();
                }
            }
        }
    }

    @Test
    void optionOfAnotherFormatIsRefused() {
        Breaches breaches = new Breaches();
        FileForm.read(new ParameterReader(
                breaches, Map.of("format", List.of("xlsx"), "gzip", List.of("true"), "delimiter", List.of("dot"))));
        assertThatThrownBy(breaches::throwIfAny)
                .hasMessageContaining("gzip is no option of the format xlsx")
                .hasMessageContaining("delimiter 'dot' is not one of comma, semicolon, tab, pipe");
    }

    private static FileForm form(String... parameters) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], List.of(parameters[i + 1]));
        }
        ParameterReader reader = new ParameterReader(new Breaches(), values);
        FileForm form = FileForm.read(reader);
        reader.breaches().throwIfAny();
        return form;
    }

    private static byte[] write(FileForm form, List<DesktopUsage> desktops) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(out, DesktopUsageRow.COLUMNS, CONFIG, table -> {
            DesktopUsageRow row = new DesktopUsageRow(table, NOVEMBER);
            for (DesktopUsage desktop : desktops) {
                row.write(desktop);
            }
            return desktops.size();
        });
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
