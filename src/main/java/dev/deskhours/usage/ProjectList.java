package dev.deskhours.usage;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of the list of projects (docs/spec/api.md, Shapes). */
@Schema(name = "Projects", description = "A page of the projects that the caller may see.")
record ProjectList(
        @Schema(description = "How many there are, on all pages.", examples = "1", required = true)
        int count,

        @Schema(required = true) List<Item> projects) {

    @Schema(name = "Project", description = "What is known of a project. Days are those of its zone.")
    public record Item(
            @JsonProperty("project_id") @Schema(examples = "demo", required = true)
            String projectId,

            @JsonProperty("time_zone") @Schema(examples = "UTC", required = true)
            String timeZone,

            @JsonProperty("first_day")
            @Schema(description = "The day of its first session; absent = it has none.", examples = "2026-11-01")
            LocalDate firstDay,

            @JsonProperty("last_day")
            @Schema(description = "The day on which its latest session began.", examples = "2026-11-20")
            LocalDate lastDay,

            @Schema(description = "How many desktops it has heard of.", examples = "120", required = true)
            long desktops,

            @JsonProperty("aggregated_through")
            @Schema(description = "The last aggregated day; absent = none is.", examples = "2026-11-20")
            LocalDate aggregatedThrough) {}
}
