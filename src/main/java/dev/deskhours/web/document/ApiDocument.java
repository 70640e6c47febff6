package dev.deskhours.web.document;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

import dev.deskhours.web.ProjectId;

/**
 * Says in the OpenAPI document what holds for every operation: the errors, and example values that work as they are in
 * the sample project, with days that can be exported today.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class ApiDocument implements OASFilter {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String PROJECT_ID = "project_id";
    private static final String PROJECT = "The project.";
    private static final String SAMPLE_PROJECT = "demo";
    private static final Set<String> WITHOUT_BODY = Set.of("416");
    private static final int SAMPLE_DAYS = 20;

    // Sorted, so that the document is the same in every process.
    private static final Map<String, String> ERRORS = new TreeMap<>(Map.of(
            "400", "Rules are broken; the message names all of them.",
            "401", "No credentials, or they are not good.",
            "403", "The credentials are not for this project or this action.",
            "429", "Too many requests; try again after `Retry-After` seconds.",
            "500", "Unexpected; the log has it under the request id.",
            "503", "The database cannot be reached; try again after `Retry-After` seconds."));

    private static final Map<String, Supplier<SecurityScheme>> SCHEMES = new TreeMap<>(Map.of(
            "token",
            () -> header("X-Auth-Token", "A token of the keys file, or a JWT of the operator's OpenID provider."),
            "bearer",
            ApiDocument::bearer,
            "signature",
            () -> header(
                    "Authorization",
                    "A signature with an access key, as the cloud service's SDKs make it: SDK-HMAC-SHA256,"
                            + " SDK-HMAC-SM3 or V11-HMAC-SHA256. In the explorer of this service enter"
                            + " `ACCESS_KEY:SECRET_KEY`: the page signs each request and never sends the secret.")));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        LocalDate today =
                LocalDate.now(Arc.container().instance(Clock.class).get().withZone(ZoneOffset.UTC));
        Map<String, Object> examples = Map.of(
                PROJECT_ID,
                SAMPLE_PROJECT,
                "desktop_id",
                "desk-0001",
                "start_time",
                today.minusDays(SAMPLE_DAYS) + "T00:00:00Z",
                "end_time",
                today.minusDays(1) + "T23:59:59Z",
                "first_day",
                today.minusDays(SAMPLE_DAYS).toString(),
                "last_day",
                today.minusDays(1).toString());
        secure(document);
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(operation -> complete(operation, examples));
        document.getComponents().getSchemas().values().stream()
                .map(Schema::getProperties)
                .filter(Objects::nonNull)
                .flatMap(properties -> properties.entrySet().stream())
                .filter(property -> examples.containsKey(property.getKey()))
                .forEach(property -> property.getValue().setExamples(List.of(examples.get(property.getKey()))));
    }

    /** The ways in, each enough for itself (docs/spec/signing.md, Ways in). */
    private static void secure(OpenAPI document) {
        SCHEMES.forEach((name, scheme) -> {
            document.getComponents().addSecurityScheme(name, scheme.get());
            document.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(name));
        });
    }

    private static SecurityScheme header(String header, String description) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(header)
                .description(description);
    }

    private static SecurityScheme bearer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("The same tokens, sent as `Authorization: Bearer`.");
    }

    private static void complete(Operation operation, Map<String, Object> examples) {
        if (operation.getParameters() != null) {
            operation.setParameters(operation.getParameters().stream()
                    .map(ApiDocument::describeProject)
                    .toList());
            operation.getParameters().forEach(parameter -> exemplify(parameter, examples));
        }
        APIResponses responses = operation.getResponses();
        ERRORS.forEach((status, description) -> {
            if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        responses.getAPIResponses().forEach(ApiDocument::describeError);
    }

    /** The project in a path is the same for every operation; one that gives an example of its own describes itself. */
    private static Parameter describeProject(Parameter parameter) {
        if (!parameter.getName().equals(PROJECT_ID)
                || parameter.getIn() != Parameter.In.PATH
                || parameter.getExample() != null) {
            return parameter;
        }
        return OASFactory.createParameter()
                .description(PROJECT)
                .example(SAMPLE_PROJECT)
                .name(PROJECT_ID)
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .pattern("^" + ProjectId.FORM + "$"))
                .in(Parameter.In.PATH)
                .required(true);
    }

    /** The explorer fills in what a parameter gives as its example, but not the one of its schema. */
    private static void exemplify(Parameter parameter, Map<String, Object> examples) {
        if (parameter.getName().equals(PROJECT_ID) && parameter.getDescription() == null) {
            parameter.setDescription(PROJECT);
        }
        if (Boolean.TRUE.equals(parameter.getRequired())) {
            parameter.setExample(examples.getOrDefault(parameter.getName(), parameter.getExample()));
        } else if (parameter.getExample() != null) {
            parameter.getSchema().setExamples(List.of(parameter.getExample()));
            parameter.setExample(null);
        }
    }

    private static void describeError(String status, APIResponse response) {
        if (status.compareTo("400") < 0 || WITHOUT_BODY.contains(status)) {
            return;
        }
        response.setContent(errorBody());
        if (status.equals("429") || status.equals("503")) {
            response.setHeaders(Map.of(
                    RETRY_AFTER,
                    OASFactory.createHeader()
                            .description("Seconds.")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))));
        }
    }

    private static Content errorBody() {
        Schema error = OASFactory.createSchema().ref("#/components/schemas/Error");
        return OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(error));
    }
}
