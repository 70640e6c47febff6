package dev.deskhours.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.caller.CurrentCaller;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorBody;
import dev.deskhours.web.ErrorCode;

/**
 * Keeps what an operator alone should see, such as the metrics, from everybody else: of the paths that are not of the API
 * only those in {@link AuthConfig#openPaths} are open.
 */
@ApplicationScoped
class OperationsGuard {
    private static final Logger LOG = Logger.getLogger(OperationsGuard.class);
    private static final String ROOT = "/q";
    private static final int BEFORE_THE_ROUTES = 500;

    private final AuthConfig config;
    private final Authentication authentication;
    private final RequestRate rate;
    private final LoginMetrics logins;

    OperationsGuard(AuthConfig config, Authentication authentication, RequestRate rate, LoginMetrics logins) {
        this.config = config;
        this.authentication = authentication;
        this.rate = rate;
        this.logins = logins;
    }

    void register(@Observes Filters filters) {
        if (config.mode() == AuthConfig.Mode.ON) {
            filters.register(this::guard, BEFORE_THE_ROUTES);
        }
    }

    private void guard(RoutingContext context) {
        String path = context.normalizedPath();
        if (!isBelow(path, ROOT) || config.openPaths().stream().anyMatch(open -> isBelow(path, open))) {
            context.next();
            return;
        }
        context.request().pause();
        authentication
                .begin(context.request())
                .invoke(this::requireObserver)
                .subscribe()
                .with(admitted -> proceed(context), failure -> refuse(context, failure));
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    private void requireObserver(Proof proof) {
        if (!proof.isProven()) {
            // These operations take no body.
            proof.complete(proof.newBodyDigest().hex());
        }
        rate.count(proof.caller().name());
        logins.accepted(proof.kind());
        Grant grant = proof.caller().grant();
        if (!grant.coversAllProjects() || !grant.allows(Action.OBSERVE)) {
            throw CurrentCaller.notAllowed();
        }
    }

    private static void proceed(RoutingContext context) {
        context.request().resume();
        context.next();
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof ApiException refusal) {
            ErrorBody.write(context.response(), refusal);
        } else {
            LOG.error("A request could not be authenticated", failure);
            ErrorBody.write(context.response(), new ApiException(ErrorCode.UNEXPECTED, "an unexpected error"));
        }
    }
}
