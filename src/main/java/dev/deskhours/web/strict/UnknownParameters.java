package dev.deskhours.web.strict;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;

/**
 * Refuses what a query has that its operation does not know, since a mistyped filter widens what is exported. The
 * compatible operations ignore it, as the cloud's do, and say so in a header (docs/spec/api.md, Parameters).
 */
public class UnknownParameters {
    static final String IGNORED = "X-Ignored-Parameters";

    private static final String NATIVE = "/v1/";
    private static final String FAMILY = ".FIELD";
    private static final int MAX_NAMED = 20;
    private static final int MAX_NAME = 100;

    private final DeclaredParameters declared;

    public UnknownParameters(DeclaredParameters declared) {
        this.declared = declared;
    }

    @ServerRequestFilter(priority = Priorities.USER)
    public void check(ContainerRequestContext request, RoutingContext context) {
        Set<String> sent =
                new TreeSet<>(request.getUriInfo().getQueryParameters().keySet());
        if (sent.isEmpty()) {
            return;
        }
        RuntimeResource operation = CurrentRequestManager.get().getTarget();
        String template = withoutLastSlash(operation.getClassPath().template + operation.getPath().template);
        Set<String> known = declared.of(request.getMethod(), template);
        sent.removeIf(name -> isKnown(name, known));
        if (template.startsWith(NATIVE)) {
            refuse(sent, known);
        } else {
            ignore(sent, context);
        }
    }

    private static String withoutLastSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Notes what a compatible operation has ignored. */
    static void ignore(Set<String> names, RoutingContext context) {
        if (!names.isEmpty()) {
            List<String> all = new ArrayList<>();
            String before = context.response().headers().get(IGNORED);
            if (before != null) {
                all.add(before);
            }
            names.stream().limit(MAX_NAMED).map(UnknownParameters::inHeader).forEach(all::add);
            context.response().putHeader(IGNORED, String.join(", ", all));
        }
    }

    private static void refuse(Set<String> unknown, Set<String> known) {
        if (!unknown.isEmpty()) {
            throw ApiException.brokenRule(unknown.stream()
                    .limit(MAX_NAMED)
                    .map(name -> Breaches.shown(name) + " " + NearestName.isNo("parameter", name, known))
                    .collect(Collectors.joining("; ")));
        }
    }

    private static boolean isKnown(String name, Set<String> known) {
        return known.contains(name)
                || name.contains(".") && known.contains(name.substring(0, name.indexOf('.')) + FAMILY);
    }

    /** Nothing that could end a header or stand for two. */
    private static String inHeader(String name) {
        return URLEncoder.encode(name.substring(0, Math.min(name.length(), MAX_NAME)), StandardCharsets.UTF_8);
    }
}
