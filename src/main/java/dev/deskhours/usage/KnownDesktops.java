package dev.deskhours.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of the list of known desktops (docs/spec/api.md, Shapes). */
@Schema(name = "KnownDesktops", description = "A page of the desktops that a project has heard of.")
record KnownDesktops(
        @Schema(description = "How many desktops match, on all pages.", examples = "120", required = true)
        int count,

        @JsonProperty("aggregated_through")
        @Schema(description = "The last aggregated day of the project; absent = none is.", examples = "2026-11-20")
        LocalDate aggregatedThrough,

        @Schema(required = true) List<Desktop> desktops) {

    @Schema(name = "KnownDesktop", description = "One desktop. What is not known is left out.")
    public record Desktop(
            @JsonProperty("desktop_id") @Schema(examples = "desktop-0001", required = true)
            String desktopId,

            @JsonProperty("desktop_name") @Schema(examples = "finance-01")
            String desktopName,

            @JsonProperty("desktop_pool_id") @Schema(examples = "pool-1")
            String desktopPoolId,

            @JsonProperty("desktop_pool_name") @Schema(examples = "finance")
            String desktopPoolName,

            @JsonProperty("enterprise_project_id") @Schema(examples = "0")
            String enterpriseProjectId,

            @JsonProperty("machine_sid") @Schema(examples = "S-1-5-21-1004336348-1177238915-682003330")
            String machineSid,

            @JsonProperty("latest_user_name") @Schema(examples = "kari")
            String latestUserName,

            @JsonProperty("created_at") @Schema(examples = "2026-10-01T08:00:00Z")
            Instant createdAt,

            @JsonProperty("deleted_at") @Schema(examples = "2026-11-20T08:00:00Z")
            Instant deletedAt) {}
}
