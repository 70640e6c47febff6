package dev.deskhours.auth;

import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorBody;
import dev.deskhours.web.ErrorCode;

/**
 * Where nobody is asked who is calling, keeps web pages from calling by way of a browser on this machine: a name that
 * somebody has let point here is no name of it, and another site's page changes nothing.
 */
@ApplicationScoped
class LocalRequests {
    private static final int BEFORE_THE_ROUTES = 500;
    private static final String HEALTH = "/q/health";
    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|[a-z0-9.-]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?",
            Pattern.CASE_INSENSITIVE);

    /** One of its reads starts an export. */
    private static final Pattern API = Pattern.compile("/v[0-9]+/.*");

    private final AuthConfig config;

    LocalRequests(AuthConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        if (config.mode() == AuthConfig.Mode.OFF) {
            filters.register(LocalRequests::guard, BEFORE_THE_ROUTES);
        }
    }

    private static void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        if (path.startsWith(HEALTH)) {
            context.next();
        } else if (!LOOPBACK.matcher(request.authority().host()).matches()) {
            refuse(
                    context,
                    "authentication is off: only localhost, 127.0.0.1 and [::1] are answered as Host;"
                            + " set deskhours.auth.mode=on to serve others");
        } else if (changesState(request, path) && isOfAnotherSite(request)) {
            refuse(context, "authentication is off: pages of other sites may not call");
        } else {
            context.next();
        }
    }

    private static boolean changesState(HttpServerRequest request, String path) {
        return switch (request.method().name()) {
            case "GET", "HEAD", "OPTIONS" -> API.matcher(path).matches();
            default -> true;
        };
    }

    private static boolean isOfAnotherSite(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String own = "://" + request.authority().toString().toLowerCase(Locale.ROOT);
        boolean foreign = origin != null
                && !origin.toLowerCase(Locale.ROOT).equals("http" + own)
                && !origin.toLowerCase(Locale.ROOT).equals("https" + own);
        return foreign || "cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"));
    }

    private static void refuse(RoutingContext context, String message) {
        ErrorBody.write(context.response(), new ApiException(ErrorCode.NOT_ALLOWED, message));
    }
}
