package dev.deskhours.session.format;

import java.io.InputStream;
import java.util.Locale;

import dev.deskhours.session.record.CallerText;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** How the bytes of a body are compressed (docs/spec/api.md, Sessions in). */
public enum BodyEncoding {
    IDENTITY,
    GZIP;

    /**
     * The encoding a {@code Content-Encoding} names.
     *
     * @param contentEncoding {@code null} if the request has none
     * @throws ApiException {@link ErrorCode#UNSUPPORTED_MEDIA_TYPE} for any other than gzip and identity
     */
    public static BodyEncoding ofHeader(String contentEncoding) {
        String name = contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            default ->
                throw new ApiException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Encoding " + CallerText.shown(contentEncoding)
                                + " cannot be read; possible are gzip and identity");
        };
    }

    /** {@link #GZIP} for a name that ends in .gz, any case. */
    public static BodyEncoding ofFileName(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz") ? GZIP : IDENTITY;
    }

    /**
     * The plain bytes of a body. Reading them throws an {@link ApiException}: a broken rule if the body is not whole and
     * sound gzip, {@link ErrorCode#BODY_TOO_LARGE} after {@code maxBytes} plain bytes or if gzip makes more than 200 times
     * its size of it.
     *
     * @param body is closed with the returned stream
     */
    public InputStream decode(InputStream body, long maxBytes) {
        InputStream plain =
                switch (this) {
                    case IDENTITY -> body;
                    case GZIP -> new GzipBody(body);
                };
        return new BoundedStream(plain, maxBytes);
    }
}
