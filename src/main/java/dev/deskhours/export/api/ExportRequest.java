package dev.deskhours.export.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.DesktopParametersDocument;
import dev.deskhours.export.render.FormParametersDocument;

/** The body that starts an export. Only described by this, not read into it: all its broken rules are told at once. */
@Schema(
        name = "ExportRequest",
        description = "The parameters of an export; each may be text or number.",
        extensions = {
            @Extension(name = DesktopParametersDocument.MARK, value = ""),
            @Extension(name = FormParametersDocument.MARK, value = "")
        })
record ExportRequest(
        @JsonProperty("start_time") @Schema(examples = "2026-11-01T00:00:00Z", required = true)
        String startTime,

        @JsonProperty("end_time") @Schema(examples = "2026-11-20T23:59:59Z", required = true)
        String endTime) {}
