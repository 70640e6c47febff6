package dev.deskhours.usage;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.web.ParameterReader;

/** Which part of a list is wanted, as query parameters. */
public class PageParameters {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    @RestQuery("offset")
    @Parameter(
            name = "offset",
            description = "How many items to skip.",
            example = "0",
            schema =
                    @Schema(
                            implementation = Integer.class,
                            minimum = "0",
                            maximum = "" + ParameterReader.MAX,
                            defaultValue = "0"))
    public List<String> offset = List.of();

    @RestQuery("limit")
    @Parameter(
            name = "limit",
            description = "How many items to give at most.",
            example = "10",
            schema =
                    @Schema(
                            implementation = Integer.class,
                            minimum = "1",
                            maximum = "" + MAX_LIMIT,
                            defaultValue = "" + DEFAULT_LIMIT))
    public List<String> limit = List.of();

    public record Page(int offset, int limit) {}

    public Page read(ParameterReader reader) {
        int skipped = reader.integer("offset", offset, 0, ParameterReader.MAX).orElse(0);
        return new Page(skipped, reader.integer("limit", limit, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
    }
}
