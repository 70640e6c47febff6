package dev.deskhours.export.render;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.render.TableWriter.Column;
import dev.deskhours.web.ParameterReader;

/**
 * The form of an exported file as it was asked for: its format and that format's options (docs/spec/delivery.md, Formats).
 *
 * @param values of the parameters that were given
 */
public record FileForm(Map<FormParameter, Enum<?>> values) {
    /** What is written if nothing else is asked for. */
    public static final FileForm DEFAULT = new FileForm(Map.of());

    private static final String GZIP = ".gz";
    private static final String GZIP_MEDIA_TYPE = "application/gzip";
    private static final int BUFFER = 32 * 1024;

    public FileForm {
        values = Map.copyOf(values);
    }

    /** Writes all rows of a table. */
    @FunctionalInterface
    interface Rows {
        /** @return how many */
        long write(TableWriter table) throws IOException;
    }

    /** Notes what is broken, and options that the format does not have. */
    public static FileForm read(ParameterReader reader) {
        Map<FormParameter, Enum<?>> values = new EnumMap<>(FormParameter.class);
        for (FormParameter parameter : FormParameter.values()) {
            parameter.read(reader).ifPresent(value -> values.put(parameter, value));
        }
        FileForm form = new FileForm(values);
        for (FormParameter option : values.keySet()) {
            if (!option.isOptionOf(form.format())) {
                reader.breaches().add(option.text(), "is no option of the format " + form.format());
            }
        }
        return form;
    }

    public ExportFormat format() {
        return (ExportFormat) values.getOrDefault(FormParameter.FORMAT, ExportFormat.CSV);
    }

    /** What the name of a file ends in: {@code .csv}, {@code .csv.gz}. */
    public String extension() {
        return "." + format() + (isOn(FormParameter.GZIP) ? GZIP : "");
    }

    /** The parameters whose file would be named so; none if no format is known by that ending. */
    public static Map<FormParameter, Enum<?>> ofName(String fileName) {
        boolean gzip = fileName.endsWith(GZIP);
        String plain = gzip ? fileName.substring(0, fileName.length() - GZIP.length()) : fileName;
        Map<FormParameter, Enum<?>> values = new EnumMap<>(FormParameter.class);
        for (ExportFormat format : ExportFormat.values()) {
            if (plain.endsWith("." + format)) {
                values.put(FormParameter.FORMAT, format);
            }
        }
        if (gzip && !values.isEmpty()) {
            values.put(FormParameter.GZIP, FormParameter.Switch.TRUE);
        }
        return values;
    }

    /** The media type of a file of this form. */
    public String mediaType() {
        return isOn(FormParameter.GZIP) ? GZIP_MEDIA_TYPE : format().mediaType();
    }

    /** @return how many rows were written, without a header */
    long write(OutputStream out, List<Column> columns, ExportConfig config, Rows rows) throws IOException {
        if (!isOn(FormParameter.GZIP)) {
            return writePlain(out, columns, config, rows);
        }
        // Not closed, as the stream under it is not; the same bytes each time, as the JDK writes no time into the
        // header.
        GZIPOutputStream gzip = new GZIPOutputStream(out, BUFFER);
        long written = writePlain(gzip, columns, config, rows);
        gzip.finish();
        return written;
    }

    private long writePlain(OutputStream out, List<Column> columns, ExportConfig config, Rows rows) throws IOException {
        TableWriter table = open(out, columns, config);
        long written = rows.write(table);
        table.finish();
        return written;
    }

    private TableWriter open(OutputStream out, List<Column> columns, ExportConfig config) throws IOException {
        return switch (format()) {
            case CSV -> CsvWriter.open(out, dialect(config), columns);
            case JSONL -> new JsonLinesWriter(out, columns);
            case XLSX -> new XlsxWriter(out, columns);
        };
    }

    private CsvWriter.Dialect dialect(ExportConfig config) {
        boolean excel = isOn(FormParameter.EXCEL);
        FormParameter.Delimiter delimiter = (FormParameter.Delimiter) values.getOrDefault(
                FormParameter.DELIMITER, excel ? FormParameter.Delimiter.SEMICOLON : FormParameter.Delimiter.COMMA);
        return new CsvWriter.Dialect(
                delimiter.character(),
                isOn(FormParameter.BYTE_ORDER_MARK, excel || config.csv().byteOrderMark()),
                isOn(FormParameter.DECIMAL_COMMA, excel));
    }

    private boolean isOn(FormParameter parameter) {
        return isOn(parameter, false);
    }

    private boolean isOn(FormParameter parameter, boolean otherwise) {
        Enum<?> value = values.get(parameter);
        return value == null ? otherwise : value == FormParameter.Switch.TRUE;
    }
}
