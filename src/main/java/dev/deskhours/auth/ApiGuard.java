package dev.deskhours.auth;

import java.io.ByteArrayInputStream;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.CurrentCaller;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.auth.signature.BodyDigest;
import dev.deskhours.web.SmallBody;
import dev.deskhours.web.StreamedBody;

/**
 * Lets a request through to an operation of the API if its sender is known and may do it (docs/spec/api.md,
 * Permissions).
 */
public class ApiGuard {
    private final AuthConfig config;
    private final Authentication authentication;
    private final CurrentCaller current;
    private final BodyProof.Current currentBody;
    private final RequestRate rate;
    private final long longestBody;

    public ApiGuard(
            AuthConfig config,
            Authentication authentication,
            CurrentCaller current,
            BodyProof.Current currentBody,
            RequestRate rate,
            RequestLimits limits) {
        this.config = config;
        this.authentication = authentication;
        this.current = current;
        this.currentBody = currentBody;
        this.rate = rate;
        this.longestBody = limits.jsonBody().asLongValue();
    }

    /** One request on its way to one operation. */
    private record Attempt(ContainerRequestContext request, HttpServerRequest http, Action action) {
        String projectId() {
            return request.getUriInfo().getPathParameters().getFirst("project_id");
        }

        boolean isAllowedBy(Grant grant) {
            String projectId = projectId();
            return grant.allows(action) && (projectId == null || grant.covers(projectId));
        }
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<Void> admit(ContainerRequestContext request, ResourceInfo operation, HttpServerRequest http) {
        Permission permission = operation.getResourceMethod().getAnnotation(Permission.class);
        boolean streamed = operation.getResourceMethod().isAnnotationPresent(StreamedBody.class);
        Attempt attempt = new Attempt(request, http, permission.value());
        if (config.mode() == AuthConfig.Mode.OFF) {
            current.set(Caller.ANYBODY);
            if (streamed) {
                leaveBody(attempt, new TokenProof(Caller.ANYBODY));
                return null;
            }
            return held(attempt).replaceWithVoid();
        }
        Uni<Proof> proof = onSameContext(authentication.begin(http));
        return streamed
                ? proof.invoke(begun -> begin(attempt, begun)).replaceWithVoid()
                : proof.chain(begun -> whole(attempt, begun));
    }

    private Uni<Void> whole(Attempt attempt, Proof proof) {
        return held(attempt)
                .invoke(body -> {
                    if (proof.coversBody()) {
                        BodyDigest digest = proof.newBodyDigest();
                        digest.update(body, 0, body.length);
                        proof.complete(digest.hex());
                    }
                    admit(attempt, proof.caller());
                })
                .replaceWithVoid();
    }

    /** Keeps the body for whoever reads it next. */
    private Uni<byte[]> held(Attempt attempt) {
        return SmallBody.read(attempt.http(), longestBody).invoke(body -> {
            if (body.length > 0) {
                attempt.request().setEntityStream(new ByteArrayInputStream(body));
            }
        });
    }

    /** Who has not proven yet who calls does not learn what the named key may do: that is for the end of the body. */
    private void begin(Attempt attempt, Proof proof) {
        if (proof.isProven()) {
            admit(attempt, proof.caller());
        }
        leaveBody(attempt, proof);
    }

    private void leaveBody(Attempt attempt, Proof proof) {
        String address = Authentication.address(attempt.http());
        currentBody.set(new BodyProof(proof, address, () -> admit(attempt, proof.caller())));
    }

    private void admit(Attempt attempt, Caller caller) {
        rate.count(caller.name());
        if (!attempt.isAllowedBy(caller.grant())) {
            throw CurrentCaller.notAllowed();
        }
        MDC.put("caller", caller.name());
        current.set(caller);
    }

    private static <T> Uni<T> onSameContext(Uni<T> work) {
        return work.emitOn(MutinyHelper.executor(Vertx.currentContext()));
    }
}
