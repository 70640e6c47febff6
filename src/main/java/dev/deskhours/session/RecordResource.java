package dev.deskhours.session;

import java.io.InputStream;
import java.util.function.Function;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.BodyProof;
import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.session.format.BodyEncoding;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.web.ErrorBody;
import dev.deskhours.web.ProjectId;

/** Sessions, desktops and presence signs in (docs/spec/api.md, Sessions in). */
@Path("/v1/{project_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Records in")
@APIResponse(
        responseCode = "413",
        description = "The body is over the limit.",
        content = @Content(schema = @Schema(implementation = ErrorBody.class)))
@APIResponse(
        responseCode = "415",
        description = "The Content-Type or Content-Encoding is not supported.",
        content = @Content(schema = @Schema(implementation = ErrorBody.class)))
public class RecordResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String SESSION = """
            {"session_id": "s-1", "desktop_id": "desk-0001", "started_at": "2026-11-20T09:00:00Z",
             "ended_at": "2026-11-20T12:00:00Z", "user_name": "alice", "desktop_name": "FIN-LAPTOP-003"}""";
    private static final String SESSION_CSV =
            "session_id,desktop_id,started_at,ended_at\ns-1,desk-0001,2026-11-20T09:00:00Z,2026-11-20T12:00:00Z\n";
    private static final String DESKTOP = """
            {"desktop_id": "desk-0001", "desktop_name": "FIN-LAPTOP-003", "created_at": "2026-10-01T08:00:00Z"}""";
    private static final String DESKTOP_CSV =
            "desktop_id,desktop_name,created_at\ndesk-0001,FIN-LAPTOP-003,2026-10-01T08:00:00Z\n";

    private static final String SIGN = """
            {"desktop_id": "desk-0001", "at": "2026-11-20T18:30:00Z", "sign": "shutdown"}""";
    private static final String SIGN_CSV = "desktop_id,at,sign\ndesk-0001,2026-11-20T18:30:00Z,shutdown\n";

    private final RecordImport records;
    private final MappedUpload mapped;
    private final Uploads uploads;
    private final BodyProof.Current proof;
    private final long maxBody;

    RecordResource(
            RecordImport records, MappedUpload mapped, Uploads uploads, BodyProof.Current proof, SessionConfig config) {
        this.records = records;
        this.mapped = mapped;
        this.uploads = uploads;
        this.proof = proof;
        this.maxBody = config.limits().body().asLongValue();
    }

    @POST
    @Path("sessions")
    @Permission(value = Action.IMPORT, streamed = true)
    @Operation(
            operationId = "importSessions",
            summary = "Send sessions in",
            description = "Inserts or replaces sessions by session_id, all of the body or nothing. A body of any length"
                    + " is read as a stream; gzip is accepted. With `mapping` it is what another system wrote.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SessionRecord[].class),
                        examples = @ExampleObject(name = "one session", value = "[" + SESSION + "]")),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "one session", value = SESSION)),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "one session", value = SESSION_CSV))
            })
    @APIResponse(responseCode = "200", description = "What became of the records.")
    public Uni<IntakeResult> sessions(
            @RestPath("project_id") @Parameter(example = "demo") String projectId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Parameter(hidden = true) String encoding,
            @BeanParam UploadParameters.WithMapping parameters,
            @Context RoutingContext request,
            @Context UriInfo uri) {
        UploadParameters.Options options = UploadParameters.WithMapping.read(uri);
        if (options.mapping() != null) {
            return take(projectId, encoding, request, body -> mapped.take(projectId, options, contentType, body));
        }
        BodyFormat format = BodyFormat.ofMediaType(contentType);
        return take(
                projectId,
                encoding,
                request,
                body -> records.sessions(projectId, format, body, options.of(projectId, records)));
    }

    @POST
    @Path("desktops")
    @Permission(value = Action.IMPORT, streamed = true)
    @Operation(
            operationId = "importDesktops",
            summary = "Announce desktops",
            description = "Inserts or replaces desktops by desktop_id, all of the body or nothing. created_at and"
                    + " deleted_at are replaced, also by nothing; a description that is left out stays.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DesktopRecord[].class),
                        examples = @ExampleObject(name = "one desktop", value = "[" + DESKTOP + "]")),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "one desktop", value = DESKTOP)),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "one desktop", value = DESKTOP_CSV))
            })
    @APIResponse(responseCode = "200", description = "What became of the records.")
    public Uni<IntakeResult> desktops(
            @RestPath("project_id") @Parameter(example = "demo") String projectId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Parameter(hidden = true) String encoding,
            @BeanParam UploadParameters parameters,
            @Context RoutingContext request,
            @Context UriInfo uri) {
        UploadParameters.Options options = UploadParameters.read(uri);
        BodyFormat format = BodyFormat.ofMediaType(contentType);
        return take(
                projectId,
                encoding,
                request,
                body -> records.desktops(projectId, format, body, options.of(projectId, records)));
    }

    @POST
    @Path("presence")
    @Permission(value = Action.IMPORT, streamed = true)
    @Operation(
            operationId = "importPresence",
            summary = "Send presence signs in",
            description = "What was noticed of desktops, all of the body or nothing: boot, shutdown and offline end the"
                    + " sessions of a desktop that have no end, seen is a heartbeat of one session, or of all that are"
                    + " open. A sign may come before its session; one that is known changes nothing.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PresenceRecord[].class),
                        examples = @ExampleObject(name = "one sign", value = "[" + SIGN + "]")),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "one sign", value = SIGN)),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "one sign", value = SIGN_CSV))
            })
    @APIResponse(responseCode = "200", description = "What became of the records.")
    public Uni<IntakeResult> presence(
            @RestPath("project_id") @Parameter(example = "demo") String projectId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Parameter(hidden = true) String encoding,
            @BeanParam UploadParameters parameters,
            @Context RoutingContext request,
            @Context UriInfo uri) {
        UploadParameters.Options options = UploadParameters.read(uri);
        BodyFormat format = BodyFormat.ofMediaType(contentType);
        return take(
                projectId,
                encoding,
                request,
                body -> records.presence(projectId, format, body, options.of(projectId, records)));
    }

    /** @param records stores all records of a plain body or none; blocks */
    private Uni<IntakeResult> take(
            String projectId, String encoding, RoutingContext request, Function<InputStream, IntakeResult> records) {
        ProjectId.checked(projectId);
        BodyEncoding packing = BodyEncoding.ofHeader(encoding);
        return uploads.take(request, proof.proof(), projectId, body -> records.apply(packing.decode(body, maxBody)));
    }
}
