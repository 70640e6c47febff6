package dev.deskhours.notify.webhook;

import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.db.Transactions;
import dev.deskhours.notify.Outbox;
import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.notify.webhook.JudgedAddresses.RefusedAddressException;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ProjectPath;

/** Who is told of what happens in a project (docs/spec/delivery.md, Webhooks). */
@Path("/v1/{project_id}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResource {
    private static final int SHOWN_DELIVERIES = 100;
    private static final long RETRY_SECONDS = 10;
    private static final String NOT_FOUND = "The project has no webhook of that name.";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final JudgedAddresses addresses;
    private final Transactions transactions;
    private final WebhookConfig config;

    WebhookResource(
            Webhooks webhooks,
            Deliveries deliveries,
            Outbox outbox,
            JudgedAddresses addresses,
            Transactions transactions,
            WebhookConfig config) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.addresses = addresses;
        this.transactions = transactions;
        this.config = config;
    }

    /** Which one a request is about. */
    public static class WebhookPath extends ProjectPath {
        @RestPath("name")
        @Parameter(
                name = "name",
                description = "1..64 of a-z 0-9 _ -.",
                example = "build-server",
                schema = @Schema(implementation = String.class, pattern = "^" + WebhookBody.NAME + "$"))
        String name;
    }

    /** All of a project. */
    @Schema(name = "Webhooks")
    public record AllWebhooks(List<StoredWebhook> webhooks) {}

    /** What was noted. */
    @Schema(name = "Ping")
    public record Ping(
            @Schema(examples = "evt_0f8fad5bd9cb469fa16570867728950e")
            String eventId) {}

    /** The newest first. */
    @Schema(name = "WebhookDeliveries")
    public record LatestDeliveries(List<Delivery> deliveries) {}

    /** A delivery as the API shows it. */
    @Schema(name = "WebhookDelivery")
    public record Delivery(
            @Schema(examples = "evt_0f8fad5bd9cb469fa16570867728950e")
            String eventId,

            @Schema(examples = "export.succeeded") String type,
            Deliveries.State state,
            @Schema(description = "so far", examples = "1") int tries,
            Instant createdAt,

            @Schema(description = "when it is tried next, if it waits")
            Instant dueAt,

            @Schema(description = "when it was tried last") Instant triedAt,

            @Schema(description = "of HTTP; absent = there was no answer", examples = "200")
            Integer answerStatus,

            @Schema(description = "the first 200 characters, or why there was none")
            String answer) {
        static Delivery of(Row row) {
            Deliveries.State state = Deliveries.State.valueOf(row.getString("state"));
            return new Delivery(
                    row.getString("event_id"),
                    row.getString("type"),
                    state,
                    row.getInteger("tries"),
                    StoredWebhook.instant(row.getOffsetDateTime("created_at")),
                    state == Deliveries.State.WAITING ? StoredWebhook.instant(row.getOffsetDateTime("due_at")) : null,
                    StoredWebhook.instant(row.getOffsetDateTime("tried_at")),
                    row.getInteger("answer_status"),
                    row.getString("answer"));
        }
    }

    @GET
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(operationId = "listWebhooks", summary = "List the webhooks of a project")
    @APIResponse(responseCode = "200", description = "By name; without their secrets.")
    public Uni<AllWebhooks> list(@BeanParam ProjectPath project) {
        return webhooks.all(project.checked()).map(AllWebhooks::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(
            operationId = "createWebhook",
            summary = "Make a webhook",
            description = "Makes its secret as well, which is shown this once. A project has at most 10.")
    @APIResponse(responseCode = "200", description = "The webhook with its secret.")
    public Uni<StoredWebhook> create(
            @BeanParam ProjectPath project, @NotNull(message = "a body is required") WebhookBody body) {
        String projectId = project.checked();
        return checked(body).chain(() -> webhooks.create(projectId, body));
    }

    @GET
    @Path("/{name}")
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(operationId = "showWebhook", summary = "Show a webhook")
    @APIResponse(responseCode = "200", description = "The webhook without its secret.")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Uni<StoredWebhook> show(@BeanParam WebhookPath path) {
        return webhooks.find(path.checked(), path.name);
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook",
            description = "Replaces all but its name and its secret. One that is enabled again is sent what waited.")
    @APIResponse(responseCode = "200", description = "The webhook as it is now.")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Uni<StoredWebhook> change(
            @BeanParam WebhookPath path, @NotNull(message = "a body is required") WebhookBody body) {
        String projectId = path.checked();
        if (body.name() != null && !body.name().equals(path.name)) {
            throw ApiException.brokenRule("name cannot be changed; make another webhook");
        }
        return checked(body).chain(() -> webhooks.change(projectId, path.name, body));
    }

    @DELETE
    @Path("/{name}")
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook and its deliveries")
    @APIResponse(responseCode = "204", description = "The webhook is gone.")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Uni<Void> delete(@BeanParam WebhookPath path) {
        return webhooks.delete(path.checked(), path.name);
    }

    @POST
    @Path("/{name}/secret")
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Make another secret for a webhook",
            description = "For a day messages have two signatures, one by each secret.")
    @APIResponse(responseCode = "200", description = "The webhook with its new secret, which is shown this once.")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Uni<StoredWebhook> rotate(@BeanParam WebhookPath path) {
        return webhooks.rotate(path.checked(), path.name);
    }

    @POST
    @Path("/{name}/ping")
    @ResponseStatus(202)
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(
            operationId = "pingWebhook",
            summary = "Try a webhook",
            description = "Sends a message of the type ping once, whatever the webhook is told of, enabled or not.")
    @APIResponse(
            responseCode = "202",
            description = "It is on its way; the list of deliveries shows what came of it.",
            content = @Content(schema = @Schema(implementation = Ping.class)))
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Uni<Ping> ping(@BeanParam WebhookPath path) {
        String projectId = path.checked();
        return transactions
                .write(projectId, transaction -> webhooks.find(transaction, projectId, path.name)
                        .chain(webhook -> outbox.ping(transaction, projectId, webhook.name())))
                .map(event -> new Ping(event.orElseThrow(
                        () -> ApiException.tooMany("a ping is on its way; wait for it", RETRY_SECONDS))));
    }

    @GET
    @Path("/{name}/deliveries")
    @Permission(Action.MANAGE_WEBHOOKS)
    @Operation(operationId = "listWebhookDeliveries", summary = "List what a webhook was told")
    @APIResponse(responseCode = "200", description = "The newest 100.")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    public Uni<LatestDeliveries> deliveries(@BeanParam WebhookPath path) {
        String projectId = path.checked();
        return transactions
                .write(projectId, transaction -> webhooks.find(transaction, projectId, path.name)
                        .chain(webhook -> deliveries.newest(transaction, projectId, webhook.name(), SHOWN_DELIVERIES)))
                .map(rows -> new LatestDeliveries(StreamSupport.stream(rows.spliterator(), false)
                        .map(Delivery::of)
                        .toList()));
    }

    /** A name that cannot be looked up just now will do: deliveries judge it again. */
    private Uni<Void> checked(WebhookBody body) {
        WebhookUrl url = WebhookUrl.parse(body.checked().url(), config.http());
        return UniHelper.toUni(addresses.of(url.host()))
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(() -> null)
                .onFailure(UnknownHostException.class)
                .recoverWithNull()
                .onFailure(RefusedAddressException.class)
                .transform(refused -> ApiException.brokenRule("url is wrong: " + refused.getMessage()))
                .replaceWithVoid();
    }
}
