package dev.deskhours.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * The methods that the path of the current request knows. The framework says 404 instead of 405 where the path of another
 * resource class is a prefix of the request's, and never says what is allowed; so this asks its routing table again.
 */
final class AllowedMethods {
    private AllowedMethods() {}

    /** None, if the path is unknown. */
    static Set<String> ofCurrentPath() {
        Set<String> allowed = new TreeSet<>();
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request != null) {
            collect(request, allowed);
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        if (!allowed.isEmpty()) {
            allowed.add("OPTIONS");
        }
        return allowed;
    }

    private static void collect(ResteasyReactiveRequestContext request, Set<String> allowed) {
        String path = request.getPath();
        RequestMapper<InitialMatch> classes =
                new RequestMapper<>(request.getDeployment().getClassMappers());
        RequestMatch<InitialMatch> match = classes.map(path);
        while (match != null) {
            for (ServerRestHandler handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    collect(routing.getMappers(), match.remaining.isEmpty() ? "/" : match.remaining, allowed);
                }
            }
            match = classes.continueMatching(path, match);
        }
    }

    private static void collect(
            Map<String, RequestMapper<RuntimeResource>> resources, String remaining, Set<String> allowed) {
        resources.forEach((method, paths) -> {
            if (method != null && paths.map(remaining) != null) {
                allowed.add(method);
            }
        });
    }
}
