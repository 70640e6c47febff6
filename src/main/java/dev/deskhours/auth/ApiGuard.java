package dev.deskhours.auth;

import java.io.ByteArrayInputStream;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.deskhours.auth.Proof.TokenProof;
import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.CurrentCaller;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.auth.signature.BodyDigest;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorAnswers;
import dev.deskhours.web.ErrorCode;

/**
 * Lets a request through to an operation of the API if its sender is known and may do it (docs/spec/api.md,
 * Permissions).
 */
public class ApiGuard {
    private final AuthConfig config;
    private final Authentication authentication;
    private final CurrentCaller current;
    private final BodyProof.Current currentBody;
    private final HeldBodies bodies;
    private final RequestRate rate;
    private final LoginMetrics logins;

    public ApiGuard(
            AuthConfig config,
            Authentication authentication,
            CurrentCaller current,
            BodyProof.Current currentBody,
            HeldBodies bodies,
            RequestRate rate,
            LoginMetrics logins) {
        this.config = config;
        this.authentication = authentication;
        this.current = current;
        this.currentBody = currentBody;
        this.bodies = bodies;
        this.rate = rate;
        this.logins = logins;
    }

    /** One request on its way to one operation. */
    private record Attempt(ContainerRequestContext request, RoutingContext context, Action action) {
        HttpServerRequest http() {
            return context.request();
        }

        String projectId() {
            return request.getUriInfo().getPathParameters().getFirst("project_id");
        }

        boolean isAllowedBy(Grant grant) {
            String projectId = projectId();
            return grant.allows(action) && (projectId == null || grant.covers(projectId));
        }
    }

    // Keys may be looked up elsewhere meanwhile: Quarkus REST pauses a request before its filters are asked, so
    // nothing of a body comes before HeldBodies or an upload resumes it.
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<Void> admit(ContainerRequestContext request, ResourceInfo operation, RoutingContext context) {
        Permission permission = operation.getResourceMethod().getAnnotation(Permission.class);
        boolean streamed = permission.streamed();
        Attempt attempt = new Attempt(request, context, permission.value());
        Uni<Proof> proof = config.mode() == AuthConfig.Mode.OFF
                ? Uni.createFrom().item(TokenProof.ANYBODY)
                : onSameContext(authentication.begin(context.request()));
        return streamed
                ? proof.invoke(begun -> begin(attempt, begun)).replaceWithVoid()
                : proof.chain(begun -> whole(attempt, begun));
    }

    /** What methods a path has is for callers to know: who asks for another is asked first who they are. */
    @ServerExceptionMapper({NotFoundException.class, NotAllowedException.class})
    public Uni<Response> refuseMethod(WebApplicationException failure, RoutingContext context) {
        Response refusal = ErrorAnswers.wrongPathOrMethod();
        if (config.mode() == AuthConfig.Mode.OFF || refusal.getStatus() == ErrorCode.NO_SUCH_PATH.status()) {
            return Uni.createFrom().item(refusal);
        }
        return onSameContext(authentication.begin(context.request()))
                .chain(proof -> bodies.read(context, proof.isProven()).invoke(body -> prove(proof, body)))
                .replaceWith(refusal)
                .onFailure(ApiException.class)
                .recoverWithItem(refused -> ErrorAnswers.answer((ApiException) refused));
    }

    private Uni<Void> whole(Attempt attempt, Proof proof) {
        return bodies.read(attempt.context(), proof.isProven())
                .invoke(body -> {
                    prove(proof, body);
                    authorize(attempt, proof);
                    hand(attempt, body);
                })
                .replaceWithVoid();
    }

    private static void prove(Proof proof, byte[] body) {
        if (proof.coversBody()) {
            BodyDigest digest = proof.newBodyDigest();
            digest.update(body, 0, body.length);
            proof.complete(digest.hex());
        }
    }

    /** Keeps the body for whoever reads it next. */
    private static void hand(Attempt attempt, byte[] body) {
        if (body.length > 0) {
            requireContentType(attempt.http());
            attempt.request().setEntityStream(new ByteArrayInputStream(body));
        }
    }

    /** Who has not proven yet who calls does not learn what the named key may do: that is for the end of the body. */
    private void begin(Attempt attempt, Proof proof) {
        if (proof.isProven()) {
            authorize(attempt, proof);
        }
        requireContentType(attempt.http());
        String address = Authentication.address(attempt.http());
        currentBody.set(new BodyProof(proof, address, () -> authorize(attempt, proof)));
    }

    /** Whoever has a browser send a body without one need not be asked by it whether they may. */
    private static void requireContentType(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "a body needs a Content-Type");
        }
    }

    private void authorize(Attempt attempt, Proof proof) {
        Caller caller = proof.caller();
        if (caller == Caller.ANYBODY) {
            current.set(caller);
            return;
        }
        rate.count(caller.name());
        logins.accepted(proof.kind());
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
