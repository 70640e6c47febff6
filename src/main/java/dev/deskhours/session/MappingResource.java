package dev.deskhours.session;

import java.time.Instant;
import java.util.List;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.Presets;
import dev.deskhours.web.ProjectPath;

/** The mappings that uploads of a project may name (docs/imports/README.md, Mappings). */
@Path("/v1/{project_id}/mappings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Records in")
public class MappingResource {
    private static final String EXAMPLE = """
            {"source": {"type": "csv"}, "fields": {"session_id": "id", "desktop_id": "host", "started_at": "from"}}""";

    private final StoredMappings mappings;

    MappingResource(StoredMappings mappings) {
        this.mappings = mappings;
    }

    /** Which one a request is about. */
    public static class MappingPath extends ProjectPath {
        @RestPath("name")
        @Parameter(
                name = "name",
                description = "1..64 of a-z 0-9 _ -; not the name of a preset.",
                example = "our-tool",
                schema = @Schema(implementation = String.class, pattern = "^" + StoredMappings.NAME + "$"))
        String name;
    }

    /**
     * A mapping as it is stored.
     *
     * @param document only where one is asked for
     */
    @Schema(name = "Mapping")
    public record View(
            @Schema(examples = "our-tool") String name,

            @Schema(examples = "Logins of the lab's own tool")
            String description,

            @Schema(description = "what a row is", examples = "sessions")
            String kind,

            @Schema(examples = "2026-11-20T09:00:00Z") Instant changedAt,
            @Schema(description = "as it was put") String document) {
        static View of(StoredMapping stored, boolean whole) {
            Mapping mapping = StoredMappings.parse(stored.document);
            return new View(
                    stored.name,
                    mapping.description(),
                    mapping.kind().name().toLowerCase(java.util.Locale.ROOT),
                    stored.changedAt,
                    whole ? stored.document : null);
        }
    }

    /** All that an upload may name. */
    @Schema(name = "Mappings")
    public record Mappings(
            @Schema(description = "the project's own, by name")
            List<View> mappings,

            @Schema(description = "those that come with the program")
            List<String> presets) {}

    @GET
    @Permission(Action.IMPORT)
    @Operation(operationId = "listMappings", summary = "List the mappings that uploads may name")
    @APIResponse(responseCode = "200", description = "The project's own mappings, and the presets.")
    public Uni<Mappings> list(@BeanParam ProjectPath project) {
        return mappings.all(project.checked())
                .map(stored -> new Mappings(
                        stored.stream().map(one -> View.of(one, false)).toList(), Presets.names()));
    }

    @GET
    @Path("/{name}")
    @Permission(Action.IMPORT)
    @Operation(operationId = "showMapping", summary = "Show a mapping")
    @APIResponse(responseCode = "200", description = "The mapping with its document.")
    @APIResponse(responseCode = "404", description = "The project has no mapping of that name.")
    public Uni<View> show(@BeanParam MappingPath path) {
        return mappings.find(path.checked(), path.name).map(stored -> View.of(stored, true));
    }

    @PUT
    @Path("/{name}")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Permission(Action.IMPORT)
    @Operation(
            operationId = "putMapping",
            summary = "Store a mapping",
            description =
                    "Stores a document under a name, in the place of the one before; it is validated as a whole. A"
                            + " project has at most 50, of 65,536 characters each.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Object.class),
                        examples = @ExampleObject(name = "a table", value = EXAMPLE)),
                @Content(mediaType = "application/yaml", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/yaml", schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "200", description = "The mapping as it is stored now.")
    public Uni<View> put(@BeanParam MappingPath path, String document) {
        return mappings.put(path.checked(), path.name, document).map(stored -> View.of(stored, true));
    }

    @DELETE
    @Path("/{name}")
    @Permission(Action.IMPORT)
    @Operation(operationId = "deleteMapping", summary = "Delete a mapping")
    @APIResponse(responseCode = "204", description = "The mapping is gone.")
    @APIResponse(responseCode = "404", description = "The project has no mapping of that name.")
    public Uni<Void> delete(@BeanParam MappingPath path) {
        return mappings.delete(path.checked(), path.name);
    }
}
