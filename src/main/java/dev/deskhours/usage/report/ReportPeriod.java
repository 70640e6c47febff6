package dev.deskhours.usage.report;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.web.ParameterReader;

/** How long the slots of a report are, as a query parameter. */
class ReportPeriod {
    @RestQuery("period")
    @Parameter(
            name = "period",
            description = "`HOUR`: local hours, 23 to 25 a day; `DAY`: days. In any case; absent = `HOUR`.",
            example = "HOUR",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"HOUR", "DAY"}))
    List<String> period;

    /** The lengths of slots. */
    public enum Slots {
        HOUR,
        DAY
    }

    static Slots read(ParameterReader reader) {
        return reader.choice("period", List.of(), Slots.class).orElse(Slots.HOUR);
    }
}
