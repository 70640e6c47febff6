package dev.deskhours.export.api;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An answer that says no more than that it was done: an empty JSON object. */
@RegisterForReflection
@JsonSerialize
@Schema(name = "Nothing", description = "An empty object.")
public record Nothing() {
    static final Nothing HERE = new Nothing();
}
