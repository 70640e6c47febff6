package dev.deskhours.session.format;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.deskhours.session.record.CallerText;
import dev.deskhours.session.record.RecordFields;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** How the records of a body are written (docs/spec/api.md, Sessions in). All three are UTF-8, or UTF-16 with a byte order mark. */
public enum BodyFormat {
    /** One array of flat objects. */
    JSON("application/json"),
    /** One flat object a line. */
    NDJSON("application/x-ndjson"),
    /** RFC 4180 with a header row that names the fields. */
    CSV("text/csv");

    private static final Set<String> CHARSETS = Set.of("charset=utf-8", "charset=utf-16");
    private static final String POSSIBLE =
            "application/json (an array), application/x-ndjson (an object a line) and text/csv; also packed with gzip,"
                    + " or any type with a mapping=";

    private final String mediaType;

    BodyFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The format a {@code Content-Type} names; its case and parameters other than the charset do not matter.
     *
     * @param contentType {@code null} if the request has none
     * @throws ApiException {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} for another type or another charset than UTF-8
     */
    public static BodyFormat ofMediaType(String contentType) {
        String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
        refuseOtherCharsets(parts);
        for (BodyFormat format : values()) {
            if (format.mediaType.equalsIgnoreCase(parts[0].strip())) {
                return format;
            }
        }
        throw unsupported((contentType == null || contentType.isBlank()
                        ? "there is no Content-Type"
                        : "Content-Type " + CallerText.shown(contentType) + " cannot be read")
                + "; possible are " + POSSIBLE);
    }

    /** The format a file name ends in: .json, .ndjson, .jsonl or .csv, each also with .gz behind it; any case. */
    public static Optional<BodyFormat> ofFileName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
            case "json" -> Optional.of(JSON);
            case "ndjson", "jsonl" -> Optional.of(NDJSON);
            case "csv" -> Optional.of(CSV);
            default -> Optional.empty();
        };
    }

    RecordReader.Source open(InputStream body, RecordFields fields) {
        return switch (this) {
            case JSON -> new JsonArraySource(body, fields);
            case NDJSON -> new NdjsonSource(body, fields);
            case CSV -> new CsvSource(body, fields);
        };
    }

    private static void refuseOtherCharsets(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=") && !CHARSETS.contains(parameter)) {
                throw unsupported("the charset of Content-Type must be utf-8, or utf-16 with a byte order mark; it is "
                        + CallerText.shown(parameter.substring("charset=".length())));
            }
        }
    }

    private static ApiException unsupported(String message) {
        return new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message);
    }
}
