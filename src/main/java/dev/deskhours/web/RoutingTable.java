package dev.deskhours.web;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * What the framework routes by. It says 404 instead of 405 where the path of another resource class is a prefix of the
 * request's, and never says what is allowed; so this asks its table again.
 */
final class RoutingTable {
    private RoutingTable() {}

    /** The templates of all operations, as {@code /v1/{project_id}/settings}. */
    static Set<String> templates() {
        Set<String> templates = new TreeSet<>();
        for (RequestPath<InitialMatch> classes :
                ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
            operations(classes.value)
                    .flatMap(mappers -> mappers.values().stream())
                    .flatMap(mapper -> mapper.getTemplates().stream())
                    .map(operation -> classes.template.template + operation.template.template)
                    .forEach(template -> templates.add(template.replaceFirst("(?<=.)/$", "")));
        }
        return templates;
    }

    /** The methods that the path of the current request knows; none, if the path is unknown. */
    static Set<String> allowedMethods() {
        Set<String> allowed = new TreeSet<>();
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request != null) {
            match(request, (method, operation) -> allowed.add(method));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        if (!allowed.isEmpty()) {
            allowed.add("OPTIONS");
        }
        return allowed;
    }

    /** What the bodies of the current request's operation may be; none, if the path is unknown. */
    static Set<String> possibleContent() {
        Set<String> possible = new TreeSet<>();
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request != null) {
            match(request, (method, operation) -> {
                if (request.getMethod().equals(method)) {
                    operation.getConsumes().forEach(type -> possible.add(type.toString()));
                }
            });
        }
        return possible;
    }

    private static void match(
            ResteasyReactiveRequestContext request, BiConsumer<String, RuntimeResource> operationOfMethod) {
        String path = request.getPath();
        RequestMapper<InitialMatch> classes =
                new RequestMapper<>(request.getDeployment().getClassMappers());
        RequestMatch<InitialMatch> match = classes.map(path);
        while (match != null) {
            String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            operations(match.value).forEach(mappers -> match(mappers, remaining, operationOfMethod));
            match = classes.continueMatching(path, match);
        }
    }

    private static Stream<Map<String, RequestMapper<RuntimeResource>>> operations(InitialMatch classes) {
        return Arrays.stream(classes.handlers)
                .filter(ClassRoutingHandler.class::isInstance)
                .map(handler -> ((ClassRoutingHandler) handler).getMappers());
    }

    private static void match(
            Map<String, RequestMapper<RuntimeResource>> resources,
            String remaining,
            BiConsumer<String, RuntimeResource> operationOfMethod) {
        resources.forEach((method, paths) -> {
            RequestMatch<RuntimeResource> operation = method == null ? null : paths.map(remaining);
            if (operation != null) {
                operationOfMethod.accept(method, operation.value);
            }
        });
    }
}
