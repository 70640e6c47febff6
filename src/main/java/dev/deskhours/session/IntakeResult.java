package dev.deskhours.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of the records of one request (docs/spec/api.md, Sessions in). The last three add up to the first. */
@Schema(name = "IntakeResult")
public record IntakeResult(
        @Schema(description = "records in the body", examples = "3")
        long received,

        @Schema(examples = "2") long inserted,
        @Schema(examples = "1") long updated,
        @Schema(examples = "0") long unchanged) {}
