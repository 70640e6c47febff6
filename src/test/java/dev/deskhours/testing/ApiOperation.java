package dev.deskhours.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** An operation as the OpenAPI document describes it, and a good request for it, made of the examples given there. */
public record ApiOperation(String id, String method, String path, JsonNode description, JsonNode openApi) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String PROJECT = "project_id";

    public static List<ApiOperation> all() {
        JsonNode document = document();
        List<ApiOperation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(new ApiOperation(
                        method.getValue().path("operationId").asText(),
                        method.getKey(),
                        path.getKey(),
                        method.getValue(),
                        document))));
        return operations;
    }

    public boolean hasProjectInPath() {
        return path.contains("{" + PROJECT + "}");
    }

    /** Sends it for a project, wherever that is said; for none, if that is {@code null}. */
    public Response send(RequestSpecification credentials, String projectId) {
        RequestSpecification request = given().spec(credentials);
        Map<String, String> pathParameters = new HashMap<>();
        for (JsonNode parameter : description.path("parameters")) {
            String name = parameter.path("name").asText();
            String value =
                    name.equals(PROJECT) ? projectId : parameter.path("example").asText();
            if (parameter.path("in").asText().equals("path")) {
                pathParameters.put(name, value);
            } else if (value != null && (parameter.path("required").asBoolean() || name.equals(PROJECT))) {
                request.queryParam(name, value);
            }
        }
        JsonNode content = description.path("requestBody").path("content").path("application/json");
        if (!content.isMissingNode()) {
            request.contentType("application/json")
                    .body(body(content, projectId).toString());
        }
        return request.pathParams(pathParameters).request(method.toUpperCase(Locale.ROOT), path);
    }

    @Override
    public String toString() {
        return id;
    }

    private JsonNode body(JsonNode content, String projectId) {
        if (content.path("examples").size() > 0) {
            return content.path("examples").elements().next().path("value");
        }
        ObjectNode object = new ObjectMapper().createObjectNode();
        resolved(content.path("schema")).path("properties").properties().forEach(property -> {
            JsonNode value = resolved(property.getValue()).path("examples").path(0);
            if (property.getKey().equals(PROJECT)) {
                object.put(PROJECT, projectId);
            } else if (!value.isMissingNode()) {
                object.set(property.getKey(), value);
            }
        });
        return object;
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() || schema.has("examples") ? schema : openApi.at(reference.substring(1));
    }

    private static JsonNode document() {
        try {
            String json = given().queryParam("format", "json")
                    .get("/q/openapi")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            return new ObjectMapper().readTree(json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
